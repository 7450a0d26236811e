// What is planned by whom and where: who is double booked, and what would follow if something moved. Pure; the server judges.
import type { Schemas } from '~/api/client';
import type { AnyRecord } from '~/api/model';
import { addDays, daysBetween } from '~/api/queries';
import type { Key } from '~/i18n/en';

export interface Item {
  collection: string;
  id: string;
  title: string;
  from: string;
  to: string;
  movable: boolean;
  over: boolean;
  people: string[];
  sites: string[];
  journeyId: string;
  type: string; // of an audit
  record: AnyRecord;
}
const text = (value: unknown) => String(value ?? '');
const ids = (...values: unknown[]) => [...new Set(values.flat().map(text).filter(Boolean))];
export const moves: Record<string, string> = { audits: 'MoveAudit', sessions: 'MoveSession', 'management-reviews': 'MoveReview', exercises: 'MoveExercise' };

/** Everything with dates of these registers, but what was called off. */
export function itemsOf(records: Record<string, AnyRecord[]>, titleOf: (collection: string, record: AnyRecord) => string): Item[] {
  return Object.entries(records).flatMap(([collection, all]) =>
    all.filter((record) => record.state !== 'CANCELLED').map((record) => {
      const from = text(record['firstDay'] || record['heldOn'] || record['plannedFrom'] || record['plannedOn']);
      const to = text(record['lastDay'] || record['plannedTo'] || from);
      return {
        collection, id: record.id, title: titleOf(collection, record), from, to: to < from ? from : to, record,
        movable: record.state === 'PLANNED' || record.state === 'SCHEDULED',
        over: !['PLANNED', 'SCHEDULED', 'OPENED'].includes(text(record.state)),
        people: ids(((record['team'] as AnyRecord[] | undefined) ?? []).map((member) => member['personId']), record['trainerId'], record['witnessIds'] ?? []),
        sites: collection === 'audits' || collection === 'exercises' ? ids(record['siteIds'] ?? [], record['siteId']) : [],
        journeyId: text(record['journeyId']), type: text(record['type']),
      };
    }),
  ).filter((item) => item.from).sort((a, b) => (a.from < b.from ? -1 : a.from > b.from ? 1 : a.id < b.id ? -1 : 1));
}

const together = (a: { from: string; to: string }, b: { from: string; to: string }) => a.from <= b.to && b.from <= a.to;

export interface Conflict {
  kind: 'person' | 'site';
  who: string;
  a: Item;
  b: Item;
}
function between(a: Item, b: Item): Conflict[] {
  if (a.id === b.id || !together(a, b)) return [];
  const both = (kind: Conflict['kind'], left: string[], right: string[]) => left.filter((who) => right.includes(who)).map((who) => ({ kind, who, a, b }));
  return [...both('person', a.people, b.people), ...both('site', a.sites, b.sites)];
}
/** Pairs that share a person or a site on a day, of what is not over. */
export function conflictsOf(items: Item[]): Conflict[] {
  const open = items.filter((item) => !item.over);
  return open.flatMap((a, i) => open.slice(i + 1).flatMap((b) => between(a, b)));
}

export interface Consequence {
  tone: 'bad' | 'warn';
  word: Key;
  values: Record<string, string>;
  person?: string;
  site?: string;
}
const weekend = (day: string) => [0, 6].includes(new Date(`${day}T00:00:00Z`).getUTCDay());

function windowOf(item: Item, cycle?: Schemas['scheduling.Cycle']) {
  const kind = { SURVEILLANCE: 'surveillance', RECERTIFICATION: 'recertification' }[item.type];
  const open = kind && cycle ? cycle.windows.filter((window) => window.key.startsWith(kind) && !window.doneOn) : [];
  return open.find((window) => together(item, { from: window.earliest, to: window.latest })) ?? open[0];
}

/** What would speak against it, or should be known, if the item stood at other days. */
export function whatIf(item: Item, from: string, items: Item[], today: string, cycles: Schemas['scheduling.Cycle'][]): Consequence[] {
  const moved = { ...item, from, to: addDays(from, daysBetween(item.from, item.to)) };
  const cycle = cycles.find((each) => each.journeyId === item.journeyId);
  const found: Consequence[] = [];
  if (!item.movable) found.push({ tone: 'bad', word: 'ifGone', values: { what: item.title } });
  if (moved.from < today) found.push({ tone: 'bad', word: 'ifPast', values: {} });
  const window = windowOf(item, cycle);
  if (window && (moved.from < window.earliest || moved.to > window.latest)) found.push({ tone: 'bad', word: 'ifWindow', values: { from: window.earliest, to: window.latest } });
  if (cycle && ['SURVEILLANCE', 'RECERTIFICATION', 'SPECIAL'].includes(item.type) && moved.to > cycle.expiresOn) found.push({ tone: 'bad', word: 'ifExpired', values: { day: cycle.expiresOn } });
  if (weekend(moved.from)) found.push({ tone: 'warn', word: 'ifWeekend', values: {} });
  for (const { kind, who, b } of items.filter((other) => !other.over).flatMap((other) => between(moved, other))) found.push({ tone: kind === 'person' ? 'bad' : 'warn', word: kind === 'person' ? 'ifPerson' : 'ifSite', values: { what: b.title }, [kind]: who });
  return found;
}
/** What the form of the command that moves it begins with. */
export const movePreset = (item: Item, from: string) => (item.collection === 'audits' ? { plannedFrom: from, plannedTo: addDays(from, daysBetween(item.from, item.to)) } : { plannedOn: from });
