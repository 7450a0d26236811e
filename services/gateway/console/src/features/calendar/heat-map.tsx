// Site, clause and year in one picture: what the programme has looked at, and what it has not.
import { NativeSelect } from '@mantine/core';
import { useMemo } from 'react';
import { useList, useTitles } from '~/api/queries';
import { useI18n } from '~/i18n';
import { useTableSearch } from '~/record/table';
import { toneOf } from '~/record/tone';
import { RecordLink } from '~/shell/links';
import { Loading, Nothing, Troubled } from '~/shell/states';
import { cellKey, coverageOf } from './coverage';

export function HeatMap() {
  const { t, enumWord } = useI18n();
  const audits = useList('audits', { filter: 'state!=CANCELLED' });
  const sites = useTitles('sites');
  const [search, setSearch] = useTableSearch();
  const asked = search['standard'] ?? '';
  const items = audits.data?.items;
  const standards = useMemo(() => coverageOf(items ?? [], '').standards, [items]);
  const standard = standards.includes(asked) ? asked : (standards[0] ?? '');
  const { clauses, years, cells } = useMemo(() => coverageOf(items ?? [], standard), [items, standard]);
  if (audits.error) return <Troubled error={audits.error} />;
  if (!items) return <Loading />;
  if (!standard) return <div className="panel"><Nothing title={t('calendarCoverage')}>{t('coverageEmpty')}</Nothing></div>;
  const rows = [...sites.entries()].filter(([site]) => items.some((audit) => (audit['siteIds'] as string[]).includes(site))).sort(([, a], [, b]) => a.localeCompare(b));
  return (
    <section className="panel" aria-label={t('calendarCoverage')}>
      <header><span className="dim" style={{ flex: 1 }}>{t('coverageHint')}</span><NativeSelect size="xs" aria-label={t('coverageStandard')} data={standards} value={standard} onChange={(event) => setSearch({ standard: event.currentTarget.value })} /></header>
      <div className="sheet coverage" tabIndex={0} role="region" aria-label={standard}>
        <table>
          <thead><tr><th scope="col" />{clauses.map((clause) => <th key={clause} scope="col" className="num">{clause}</th>)}</tr></thead>
          <tbody>
            {rows.map(([site, name]) => (
              <tr key={site}>
                <th scope="row">{name}</th>
                {clauses.map((clause) => {
                  const there = cells.get(cellKey(site, clause)) ?? [];
                  return (
                    <td key={clause}>
                      <span className="years-of">
                        {years.map((year) => {
                          const cell = there.find((each) => each.year === year);
                          const says = `${year}: ${cell ? enumWord('audits.ClauseAnswer', cell.worst) : t('coverageNone')}`;
                          if (!cell) return <i key={year} title={says} aria-label={says} role="img">{String(year).slice(2)}</i>;
                          const tone = toneOf(cell.worst, 'audits.ClauseAnswer');
                          return <RecordLink key={year} collection="audits" id={cell.audits[cell.audits.length - 1]!}><i title={says} aria-label={says} role="img" style={{ background: `var(--${tone}-soft)`, color: `var(--${tone})`, borderColor: `var(--${tone})` }}>{String(year).slice(2)}</i></RecordLink>;
                        })}
                      </span>
                    </td>
                  );
                })}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </section>
  );
}
