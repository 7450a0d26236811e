// What a manager opens every morning: what is late, what is due, who waits for a judgement, and the next step of the journey.
import { SegmentedControl } from '@mantine/core';
import { IconArrowRight, IconSunHigh } from '@tabler/icons-react';
import { lazy, Suspense, useEffect, useMemo } from 'react';
import { titleOf, type AnyRecord } from '~/api/model';
import { addDays, useAnswer, useList, useLists, usePlace, useRecord, useTitles } from '~/api/queries';
import type { Schemas } from '~/api/client';
import { useI18n } from '~/i18n';
import type { Key } from '~/i18n/en';
import { Due } from '~/record/board';
import { EnumTone } from '~/record/tone';
import { PlaceLink, RecordLink, useViewSearch } from '~/shell/links';
import { Loading, Nothing, Troubled } from '~/shell/states';
import { Ageing } from './ageing';
import { dueItems, isNewFor, ofTile, waitingFor, type DueItem, type Tile as TileKey } from './due';

const Organisations = lazy(() => import('./organisations').then((module) => ({ default: module.Organisations })));

const tiles: { key: TileKey; word: Key; hint: Key; tone: 'bad' | 'warn' }[] = [
  { key: 'late', word: 'workOverdue', hint: 'workOverdueHint', tone: 'bad' },
  { key: 'soon', word: 'workSoon', hint: 'workSoonHint', tone: 'warn' },
  { key: 'approve', word: 'workWaiting', hint: 'workWaitingHint', tone: 'warn' },
  { key: 'verify', word: 'workVerify', hint: 'workVerifyHint', tone: 'warn' },
  { key: 'decide', word: 'workDecide', hint: 'workDecideHint', tone: 'bad' },
  { key: 'judge', word: 'workJudge', hint: 'workJudgeHint', tone: 'warn' },
];

/** How many there are; opened, the same ones are listed below. */
function Tiles({ items, whose, open }: { items: DueItem[]; whose: string; open: string }) {
  const { t } = useI18n();
  const { today } = usePlace();
  return (
    <div className="tiles">
      {tiles.map(({ key, word, hint, tone }) => {
        const n = ofTile(key, items, today).length;
        return (
          <PlaceLink key={key} to="work" search={{ whose, show: open === key ? undefined : key }} className={`tile ${n === 0 ? 'zero' : tone} ${open === key ? 'open' : ''}`}>
            <b>{n}</b>
            <span>{t(word)}</span>
            <small>{t(hint)}</small>
          </PlaceLink>
        );
      })}
    </div>
  );
}

function DueList({ items }: { items: DueItem[] }) {
  const { recordWord, t } = useI18n();
  const people = useTitles('people');
  if (items.length === 0) return <Nothing title={t('workNothing')} icon={<IconSunHigh size={30} stroke={1.4} aria-hidden />} />;
  return (
    <ul className="due">
      {items.map((item) => (
        <li key={item.collection + item.id}>
          {item.on ? <Due on={item.on} /> : <span />}
          <span className="t">
            <RecordLink collection={item.collection} id={item.id}>{item.title}</RecordLink>
            <small>{recordWord(item.collection)} {item.number} {item.owner && `· ${people.get(item.owner) ?? ''}`}</small>
          </span>
          {item.stateType && <EnumTone type={item.stateType} value={item.state} />}
        </li>
      ))}
    </ul>
  );
}

function NextOnJourney({ journey }: { journey: AnyRecord }) {
  const overview = useAnswer<Schemas['audits.JourneyOverview']>(['journeys', journey.id, 'overview']);
  if (!overview.data) return null;
  const steps = overview.data.steps;
  const done = steps.filter((step) => step.doneOn).length;
  return (
    <div className="body">
      <RecordLink collection="journeys" id={journey.id}>{String(journey['name'])}</RecordLink>
      <div className="bar" style={{ margin: '8px 0' }} role="img" aria-label={`${done} / ${steps.length}`}><i style={{ width: `${(100 * done) / Math.max(1, steps.length)}%` }} /></div>
      <div style={{ display: 'flex', gap: 8, alignItems: 'start' }}><IconArrowRight size={16} aria-hidden style={{ flex: 'none', marginTop: 2 }} /> <span>{overview.data.nextStep}</span></div>
    </div>
  );
}

export function Work() {
  const i18n = useI18n();
  const { t, day } = i18n;
  const { person, roles, today, zone, account, organisation } = usePlace();
  const own = useRecord('organisations', organisation);
  const people = useTitles('people');
  const [search, setSearch] = useViewSearch();
  const whose = search['whose'] ?? (person ? 'mine' : 'all');
  const setWhose = (next: string) => setSearch({ whose: next });
  const show = tiles.find(({ key }) => key === search['show']);
  const [findings, actions, toDos, reviews, audits, exercises, sessions, requests] = useLists([
    { collection: 'findings', filter: 'state=RAISED' }, { collection: 'actions', filter: 'state!=CLOSED;state!=CANCELLED' }, { collection: 'to-dos', filter: 'state!=DONE;state!=DROPPED' },
    { collection: 'management-reviews', filter: 'state!=SIGNED;state!=CANCELLED' }, { collection: 'audits', filter: 'state!=CLOSED;state!=CANCELLED' }, { collection: 'exercises', filter: 'state=PLANNED' }, { collection: 'sessions', filter: 'state=SCHEDULED' },
    { collection: 'evidence-requests', filter: 'state!=ACCEPTED;state!=WITHDRAWN' },
  ]);
  const journeys = useList('journeys');
  useEffect(() => {
    document.title = `${t('navWork')} · Assay`;
  }, [t]);
  const failed = [findings, actions, toDos].find((list) => list?.error);
  const records = useMemo(
    () => ({ findings: findings?.data?.items ?? [], actions: actions?.data?.items ?? [], 'to-dos': toDos?.data?.items ?? [], 'management-reviews': reviews?.data?.items ?? [], audits: audits?.data?.items ?? [], exercises: exercises?.data?.items ?? [], sessions: sessions?.data?.items ?? [], 'evidence-requests': requests?.data?.items ?? [] }),
    [findings?.data, actions?.data, toDos?.data, reviews?.data, audits?.data, exercises?.data, sessions?.data, requests?.data],
  );
  const items = useMemo(() => dueItems(records, (collection, record) => titleOf(collection, record, i18n), { today, personnel: Number(own.data?.['personnel'] ?? 0) }), [records, i18n, today, own.data]);
  const waiting = own.isLoading || [findings, actions, toDos, reviews, audits, exercises, sessions, requests].some((list) => list?.isLoading); // drawn once, when all is there
  if (failed?.error) return <Troubled error={failed.error} retry={() => void failed.refetch()} />;
  const mine = whose === 'mine';
  const shown = mine ? waitingFor(items, { person, roles }) : items;
  const late = ofTile('late', shown, today);
  const ahead = shown.filter((item) => item.on >= today && item.on <= addDays(today, 120));
  const fresh = items.filter(({ collection, id }) => records[collection as keyof typeof records]?.some((record) => record.id === id && isNewFor(record, person, today, zone)));
  const choices = [...(person ? [{ value: 'mine', label: t('workMine') }] : []), { value: 'all', label: t('workEverybody') }, ...(account.organisations.length > 1 ? [{ value: 'organisations', label: t('workOrganisations') }] : [])];
  return (
    <div className="page">
      <div className="head">
        <div className="grow">
          <h1>{t('workGreeting', { name: people.get(person)?.split(' ')[0] ?? account.login })}</h1>
          <div className="dim">{day(today)}</div>
        </div>
        {choices.length > 1 && <SegmentedControl size="xs" aria-label={t('navWork')} value={whose} onChange={setWhose} data={choices} />}
      </div>
      {whose === 'organisations' ? <Suspense fallback={<Loading />}><Organisations /></Suspense> : waiting ? <Loading lines={10} /> : <>
      <Tiles items={shown} whose={whose} open={search['show'] ?? ''} />
      <div className="cols">
        <div className="stack">
          {show ? (
            <section className="panel" aria-labelledby="shown"><header><h2 id="shown">{t(show.word)}</h2><span className="dim">{t(show.hint)}</span><PlaceLink to="work" search={{ whose }}>{t('workShowAll')}</PlaceLink></header><DueList items={ofTile(show.key, shown, today)} /></section>
          ) : <>
          {mine && fresh.length > 0 && (
            <section className="panel" aria-labelledby="fresh"><header><h2 id="fresh">{t('workNew')}</h2><span className="dim">{t('workNewHint')}</span></header><DueList items={fresh} /></section>
          )}
          {late.length > 0 && (
            <section className="panel" aria-labelledby="late"><header><h2 id="late">{t('workOverdue')}</h2><span className="tone bad num">{late.length}</span></header><DueList items={late} /></section>
          )}
          <section className="panel" aria-labelledby="coming"><header><h2 id="coming">{t('workRecent')}</h2></header><DueList items={ahead.filter((item) => !mine || !fresh.includes(item)).slice(0, 25)} /></section>
          </>}
        </div>
        <div className="stack">
          {(journeys.data?.items.length ?? 0) > 0 && (
            <section className="panel" aria-labelledby="next"><header><h2 id="next">{t('workNext')}</h2></header>{journeys.data!.items.slice(0, 5).map((journey) => <NextOnJourney key={journey.id} journey={journey} />)}</section>
          )}
          <section className="panel" aria-labelledby="age"><header><h2 id="age">{t('workAgeing')}</h2></header><div className="body"><Ageing findings={records.findings} /></div></section>
        </div>
      </div>
      </>}
    </div>
  );
}
