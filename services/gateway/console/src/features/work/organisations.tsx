// A consultant's morning: what needs somebody, organisation by organisation; every number opens the list it counts.
import { useQueries } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { get, type Schemas } from '~/api/client';
import type { AnyRecord } from '~/api/model';
import { pathOf, usePlace, type Page } from '~/api/queries';
import { useI18n } from '~/i18n';
import type { Key } from '~/i18n/en';

interface Count {
  word: Key;
  collection: string;
  filter: string;
  tone: 'bad' | 'warn';
}
const counts: Count[] = [
  { word: 'workOverdue', collection: 'actions', filter: 'overdue=true', tone: 'bad' },
  { word: 'navToDos', collection: 'to-dos', filter: 'overdue=true', tone: 'bad' },
  { word: 'workWaiting', collection: 'actions', filter: 'state=PLAN_SUBMITTED', tone: 'warn' },
  { word: 'workVerify', collection: 'actions', filter: 'state=IMPLEMENTED', tone: 'warn' },
  { word: 'workDisputed', collection: 'findings', filter: 'disputed=true', tone: 'bad' },
];
interface Standing {
  name: string;
  numbers: number[];
  next: { id: string; name: string; step: string }[];
}

// Only the organisation that is open tells what changes there.
const standingMs = 60_000;

async function standingOf(organisation: string, asOf: string, signal: AbortSignal): Promise<Standing> {
  const ask = <T,>(parts: string[], parameters = {}) => get<T>(pathOf(organisation, ...parts), { ...parameters, asOf: asOf || undefined }, signal);
  const [own, journeys, ...pages] = await Promise.all([
    ask<{ name: string }>(['organisations', organisation]),
    ask<Page<AnyRecord>>(['journeys'], { pageSize: 5 }),
    ...counts.map(({ collection, filter }) => ask<Page<AnyRecord>>([collection], { filter, pageSize: 1 })),
  ]);
  const overviews = await Promise.all(journeys.items.map((journey) => ask<Schemas['audits.JourneyOverview']>(['journeys', journey.id, 'overview'])));
  return { name: own.name, numbers: pages.map((page) => page.total), next: journeys.items.map((journey, i) => ({ id: journey.id, name: String(journey['name']), step: overviews[i]!.nextStep })) };
}

export function Organisations() {
  const { t, number } = useI18n();
  const { account, asOf } = usePlace();
  const search = (more: Record<string, string> = {}) => ({ search: { ...more, asOf: asOf || undefined } as never });
  const standings = useQueries({
    queries: account.organisations.map((organisation) => ({ queryKey: ['place', organisation, asOf, 'standing'], queryFn: ({ signal }: { signal: AbortSignal }) => standingOf(organisation, asOf, signal), refetchInterval: asOf ? (false as const) : standingMs, retry: 1 })),
  });
  const rows = account.organisations.map((organisation, i) => ({ organisation, standing: standings[i]?.data, error: standings[i]?.error })).sort((a, b) => (b.standing?.numbers[0] ?? 0) - (a.standing?.numbers[0] ?? 0));
  return (
    <section className="panel" aria-label={t('workOrganisations')}>
      <header><span className="dim">{t('workOrganisationsHint')}</span></header>
      <div className="sheet" tabIndex={0} role="region" aria-label={t('workOrganisations')}>
        <table>
          <thead><tr><th scope="col">{t('organisation')}</th>{counts.map(({ word }) => <th key={word} scope="col">{t(word)}</th>)}<th scope="col">{t('workNextStep')}</th></tr></thead>
          <tbody>
            {rows.map(({ organisation, standing, error }) => (
              <tr key={organisation}>
                <th scope="row"><Link to={`/o/${organisation}/work` as never} {...search()}>{standing?.name ?? organisation.slice(0, 8)}</Link></th>
                {error ? <td colSpan={counts.length + 1} style={{ color: 'var(--bad)' }}>{error.message}</td> : counts.map(({ word, collection, filter, tone }, i) => {
                  const n = standing?.numbers[i];
                  return <td key={word} className="num">{n === undefined ? '…' : <Link to={`/o/${organisation}/${collection}` as never} {...search({ filter })} aria-label={`${t(word)}: ${n}`}><span className={n > 0 ? `tone ${tone}` : 'dim'}>{number(n)}</span></Link>}</td>;
                })}
                {!error && <td>{standing?.next.map((journey) => <div key={journey.id}><Link to={`/o/${organisation}/journeys/${journey.id}` as never} {...search()}>{journey.name}</Link><div className="dim">{journey.step}</div></div>)}</td>}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </section>
  );
}
