// Who is qualified for what, and the sessions that made it so.
import { IconSchool } from '@tabler/icons-react';
import { useEffect } from 'react';
import type { Schemas } from '~/api/client';
import type { AnyRecord } from '~/api/model';
import { useList, useTitles } from '~/api/queries';
import { useI18n } from '~/i18n';
import { hintFor } from '~/record/hints';
import { CreateButtons } from '~/record/page';
import { RecordTable } from '~/record/table';
import { EnumTone } from '~/record/tone';
import { RecordLink } from '~/shell/links';
import { Nothing } from '~/shell/states';

type Competence = Schemas['training.Competence'] & AnyRecord;

export function Training() {
  const { t, day, language, field: word } = useI18n();
  const people = useTitles('people');
  const competences = useList<Competence>('competences');
  useEffect(() => {
    document.title = `${t('navTraining')} · Assay`;
  }, [t]);
  const rows = [...(competences.data?.items ?? [])].sort((a, b) => (people.get(a.id) ?? '').localeCompare(people.get(b.id) ?? ''));
  return (
    <div className="page">
      <div className="head"><h1 className="grow">{t('navTraining')}</h1><CreateButtons collection="sessions" /></div>
      <div className="stack">
        <section className="panel" aria-labelledby="qualified">
          <header><h2 id="qualified">{t('trainingMatrix')}</h2></header>
          {rows.length === 0 ? <Nothing title={t('trainingPeople')} icon={<IconSchool size={28} stroke={1.4} aria-hidden />}>{t('trainingNone')}</Nothing> : (
            <div className="sheet" tabIndex={0} role="region" aria-label={t('trainingMatrix')}>
              <table>
                <thead><tr><th scope="col">{word('personId')}</th><th scope="col">{word('level')}</th><th scope="col">{word('coursePassedOn')}</th><th scope="col">{t('trainingCredits')}</th><th scope="col">{word('qualifiedOn')}</th><th scope="col">{word('leadSince')}</th></tr></thead>
                <tbody>
                  {rows.map((competence) => (
                    <tr key={competence.id}>
                      <th scope="row"><RecordLink collection="people" id={competence.id}>{people.get(competence.id) ?? competence.id.slice(0, 8)}</RecordLink></th>
                      <td><EnumTone type="training.QualificationLevel" value={competence.level} /></td>
                      <td className="num">{day(competence.coursePassedOn)}</td>
                      <td>{competence.credits.map((credit) => <RecordLink key={credit.auditId} collection="audits" id={credit.auditId}><span className={`tone ${credit.satisfactory ? 'good' : 'warn'}`} style={{ marginRight: 4 }}>{day(credit.occurredOn)}</span></RecordLink>)}</td>
                      <td className="num">{day(competence.qualifiedOn)}</td>
                      <td className="num">{day(competence.leadSince)}</td>
                    </tr>
                  ))}
                </tbody>
              </table>
            </div>
          )}
        </section>
        <RecordTable collection="sessions" height="520px" emptyHint={hintFor('sessions', language)} />
      </div>
    </div>
  );
}
