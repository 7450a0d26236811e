// A person: offices, training record, credits.
import { useParams } from '@tanstack/react-router';
import type { Schemas } from '~/api/client';
import { useAnswer, useList } from '~/api/queries';
import { useI18n } from '~/i18n';
import { RecordPage } from '~/record/page';
import { EnumTone } from '~/record/tone';
import { RecordLink } from '~/shell/links';

function TrainingRecord({ id }: { id: string }) {
  const { t, day, enumWord, field: word } = useI18n();
  const answer = useAnswer<Schemas['training.TrainingRecord']>(['people', id, 'training-record']);
  if (!answer.data || (answer.data.lines.length === 0 && !answer.data.competence)) return null;
  const { lines, competence } = answer.data;
  return (
    <section className="panel" aria-label={t('trainingRecord')}>
      <header><h2>{t('trainingRecord')}</h2>{competence && <EnumTone type="training.QualificationLevel" value={competence.level} />}</header>
      <div className="body">
        {competence?.basis && <p style={{ marginTop: 0 }}>{competence.basis}</p>}
        <div className="sheet"><table className="mini">
          <thead><tr><th scope="col">{word('heldOn')}</th><th scope="col">{word('title')}</th><th scope="col">{word('kind')}</th><th scope="col">{t('trainingTick')}</th></tr></thead>
          <tbody>
            {lines.map((line) => (
              <tr key={line.sessionId}>
                <td className="num">{day(line.heldOn)}</td>
                <td><RecordLink collection="sessions" id={line.sessionId}>{line.title}</RecordLink></td>
                <td>{enumWord('training.SessionKind', line.kind)}</td>
                <td>{line.attended ? <span className="tone good">{word('attendedIds')}</span> : line.acknowledged ? <span className="tone good">{word('acknowledgedIds')}</span> : <span className="tone warn">{word('invitedIds')}</span>} {line.effect && <span className={`tone ${line.effect.passed ? 'good' : 'bad'}`}>{word('passed')}: {line.effect.passed ? t('yes') : t('no')}</span>}</td>
              </tr>
            ))}
          </tbody>
        </table></div>
      </div>
    </section>
  );
}

function Offices({ id }: { id: string }) {
  const { collectionWord, day } = useI18n();
  const offices = useList('office-holders', { filter: `personId=${id}` });
  if (!offices.data?.items.length) return null;
  return (
    <section className="panel" aria-label={collectionWord('office-holders')}>
      <header><h2>{collectionWord('office-holders')}</h2></header>
      <ul className="due">{offices.data.items.map((office) => <li key={office.id} style={{ gridTemplateColumns: 'minmax(0,1fr) auto' }}><RecordLink collection="office-holders" id={office.id}><EnumTone type="directory.Office" value={String(office['office'])} /></RecordLink><span className="dim num">{day(String(office['heldFrom'] ?? ''))}{office['heldUntil'] ? ` – ${day(String(office['heldUntil']))}` : ''}</span></li>)}</ul>
    </section>
  );
}

export function Person() {
  const { id } = useParams({ strict: false }) as { id: string };
  return <RecordPage key={id} collection="people" id={id}>{() => <><Offices id={id} /><TrainingRecord id={id} /></>}</RecordPage>;
}
