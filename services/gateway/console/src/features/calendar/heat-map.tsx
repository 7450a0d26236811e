// Site, clause and year in one picture: what an audit programme has covered, what it plans, and what it leaves out.
import { NativeSelect } from '@mantine/core';
import { useMemo } from 'react';
import type { Schemas } from '~/api/client';
import { useAnswer, useList, useTitles } from '~/api/queries';
import { useI18n } from '~/i18n';
import { CreateButtons } from '~/record/page';
import { toneOf } from '~/record/tone';
import { RecordLink, useViewSearch } from '~/shell/links';
import { Loading, Nothing, Troubled } from '~/shell/states';
import { cellKey, sheetOf, type Cell } from './coverage';

/** One year of one clause at one site. */
function Year({ cell, year, programme }: { cell: Cell | undefined; year: number; programme: string }) {
  const { t, enumWord } = useI18n();
  const state = cell?.state ?? 'MISSING';
  const result = cell && enumWord('audits.ClauseAnswer', cell.lastResult);
  const rating = cell && enumWord('audits.RiskRating.Level', cell.rating);
  const says = `${year}: ${[state === 'COVERED' ? result || t('coverageCovered') : state === 'PLANNED' ? t('coveragePlanned') : t('coverageMissing'), rating && `${t('coverageRating')}: ${rating}`].filter(Boolean).join(', ')}`;
  const tone = state === 'COVERED' ? toneOf(cell!.lastResult, 'audits.ClauseAnswer') : state === 'PLANNED' ? 'go' : '';
  const mark = <i title={says} aria-label={says} role="img" className={`${state.toLowerCase()} ${cell?.rating === 'HIGH' ? 'high' : ''}`} style={tone ? { background: state === 'COVERED' ? `var(--${tone}-soft)` : undefined, color: `var(--${tone})`, borderColor: `var(--${tone})` } : {}}>{String(year).slice(2)}</i>;
  const audit = cell?.auditIds[cell.auditIds.length - 1];
  if (audit) return <RecordLink collection="audits" id={audit}>{mark}</RecordLink>;
  return state === 'PLANNED' ? <RecordLink collection="audit-programmes" id={programme}>{mark}</RecordLink> : mark;
}

function Key() {
  const { t, enumWord } = useI18n();
  return (
    <span className="years-of key dim">
      <i className="covered" style={{ background: 'var(--good-soft)', borderColor: 'var(--good)' }} aria-hidden /> {t('coverageCovered')}
      <i className="planned" style={{ borderColor: 'var(--go)' }} aria-hidden /> {t('coveragePlanned')}
      <i className="missing" aria-hidden /> {t('coverageMissing')}
      <i className="missing high" aria-hidden /> {t('coverageRating')}: {enumWord('audits.RiskRating.Level', 'HIGH')}
    </span>
  );
}

export function HeatMap() {
  const { t } = useI18n();
  const [search, setSearch] = useViewSearch();
  const programmes = useList('audit-programmes', { sort: '-fromYear' });
  const known = programmes.data?.items ?? [];
  const programme = known.find(({ id }) => id === search['programme']) ?? known[0];
  const answer = useAnswer<Schemas['audits.ProgrammeCoverage']>(['audit-programmes', programme?.id ?? '', 'coverage'], {}, { enabled: programme !== undefined });
  const names = useTitles('sites');
  const cells = answer.data?.cells;
  const standards = useMemo(() => sheetOf(cells ?? [], '').standards, [cells]);
  const standard = standards.find((each) => each === search['standard']) ?? standards[0] ?? '';
  const sheet = useMemo(() => sheetOf(cells ?? [], standard), [cells, standard]);
  const error = programmes.error ?? answer.error;
  if (error) return <Troubled error={error} />;
  if (programmes.data && !programme) return <div className="panel"><Nothing title={t('calendarCoverage')}><p>{t('coverageEmpty')}</p><CreateButtons collection="audit-programmes" /></Nothing></div>;
  if (!programme || !answer.data) return <Loading />;
  const select = (label: string, name: string, value: string, data: { value: string; label: string }[]) => <NativeSelect size="xs" aria-label={label} data={data} value={value} onChange={(event) => setSearch({ [name]: event.currentTarget.value })} />;
  return (
    <section className="panel" aria-label={t('calendarCoverage')}>
      <header style={{ flexWrap: 'wrap' }}>
        <h2><RecordLink collection="audit-programmes" id={programme.id}>{String(programme['name'])}</RecordLink></h2>
        {known.length > 1 && select(t('coverageProgramme'), 'programme', programme.id, known.map((each) => ({ value: each.id, label: String(each['name']) })))}
        {select(t('coverageStandard'), 'standard', standard, standards.map((each) => ({ value: each, label: nameOf(programme['standards'] as string[], each) })))}
      </header>
      <div className="body" style={{ borderBottom: '1px solid var(--line)' }}>
        <div className="dim" style={{ marginBottom: 6 }}>{t('coverageHint')}</div><Key />
        {answer.data.warnings.map((warning) => <p key={warning.rule} style={{ margin: '8px 0 0' }}><span className="tone warn">{warning.rule}</span> {warning.message}</p>)}
      </div>
      <div className="sheet coverage" tabIndex={0} role="region" aria-label={standard}>
        <table>
          <thead><tr><th scope="col" />{sheet.clauses.map((clause) => <th key={clause} scope="col" className="num">{clause}</th>)}</tr></thead>
          <tbody>
            {sheet.sites.map((site) => (
              <tr key={site}>
                <th scope="row">{names.get(site) ?? '…'}</th>
                {sheet.clauses.map((clause) => <td key={clause}><span className="years-of">{sheet.years.map((year) => <Year key={year} year={year} cell={sheet.cells.get(cellKey(site, clause, year))} programme={programme.id} />)}</span></td>)}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </section>
  );
}

/** "20000-1" as the programme writes it: "ISO/IEC 20000-1". */
const nameOf = (standards: string[], key: string) => standards.find((name) => name.endsWith(key)) ?? key;
