// What screens ask: records of the organisation that is open, at the moment that is shown.
import { keepPreviousData, QueryClient, useInfiniteQuery, useQueries, useQuery } from '@tanstack/react-query';
import { createContext, useContext, useMemo } from 'react';
import { useI18n, type I18n } from '~/i18n';
import { livelyMs } from './changes';
import { get, Problem, type Parameters, type Schemas } from './client';
import { kindOf, namedAfterBody, titleOf, type AnyRecord, type Meta } from './model';

export type Account = Schemas['gateway.Account'];
export type Member = Schemas['gateway.Member'];
export interface Page<T> {
  items: T[];
  nextPageToken: string;
  total: number;
}
export interface HistoryLine {
  position: string;
  version: number;
  recordedAt: string;
  changedBy: string;
  command: string;
  cause?: { logId: string; position: string; reaction: string };
  warnings: Schemas['Warning'][];
  ruleset: string;
  event: { type: string; data: Record<string, unknown> };
}

/** Where the reader stands: organisation, moment, and who the reader is there. */
export interface Place {
  organisation: string;
  asOf: string; // empty: now
  today: string; // of the logs, in the organisation's zone, or the day that is shown
  zone: string; // the organisation's
  simulated: boolean;
  account: Account;
  roles: string[];
  person: string;
  members: Map<string, Member>;
}
export const PlaceContext = createContext<Place | null>(null);
export function usePlace(): Place {
  const place = useContext(PlaceContext);
  if (!place) throw new Error('there is no PlaceContext above');
  return place;
}

export const queryClient = new QueryClient({
  defaultOptions: {
    queries: {
      staleTime: 20_000,
      retry: (count, error) => count < 2 && (!(error instanceof Problem) || error.status === 0 || error.status >= 500),
    },
  },
});
/** After a command: everything may follow from it. */
export const refresh = () => queryClient.invalidateQueries({ predicate: (query) => query.queryKey[0] === 'place' });

export const pathOf = (organisation: string, ...parts: string[]) => `/api/v1/organisations/${organisation}/${parts.join('/')}`;

/** Anything below the organisation, at the moment that is shown. */
export function useAnswer<T>(parts: string[], parameters: Parameters = {}, options: { enabled?: boolean } = {}) {
  const { organisation, asOf } = usePlace();
  return useQuery({
    queryKey: ['place', organisation, asOf, ...parts, parameters],
    queryFn: ({ signal }) => get<T>(pathOf(organisation, ...parts), { ...parameters, asOf: asOf || undefined }, signal),
    refetchInterval: asOf ? false : livelyMs,
    placeholderData: keepPreviousData,
    ...options,
  });
}

export interface ListOptions {
  filter?: string;
  sort?: string;
  pageSize?: number;
  service?: string;
  enabled?: boolean;
}
const serviceOf = (collection: string, service?: string) => (kindOf(collection)?.perService ? (service ?? 'audits') : undefined);

const pageMax = 1000;
const pagesMax = 20;
/** A register page after page, as one: all of it up to twenty thousand records; where there are more, `total` says so. */
export async function wholeList<T>(path: string, parameters: Parameters, signal?: AbortSignal): Promise<Page<T>> {
  const whole = await get<Page<T>>(path, parameters, signal);
  for (let pages = 1; whole.nextPageToken && pages < pagesMax; pages++) {
    const next = await get<Page<T>>(path, { ...parameters, pageToken: whole.nextPageToken }, signal);
    whole.items.push(...next.items);
    whole.nextPageToken = next.nextPageToken;
  }
  return whole;
}

/** A register, whole; or its first page where `pageSize` says how much is wanted. */
export function useList<T = AnyRecord>(collection: string, { filter, sort, pageSize, service, enabled = true }: ListOptions = {}) {
  const { organisation, asOf } = usePlace();
  const parameters = { filter, sort, pageSize: pageSize ?? pageMax, service: serviceOf(collection, service) };
  return useQuery({
    queryKey: ['place', organisation, asOf, collection, parameters],
    queryFn: ({ signal }) => (pageSize ? get<Page<T>> : wholeList<T>)(pathOf(organisation, collection), { ...parameters, asOf: asOf || undefined }, signal),
    refetchInterval: asOf ? false : livelyMs,
    placeholderData: keepPreviousData,
    enabled,
  });
}
/** A register page by page, for tables that scroll. */
export function usePages(collection: string, { filter, sort, pageSize = 500, service }: ListOptions = {}) {
  const { organisation, asOf } = usePlace();
  return useInfiniteQuery({
    queryKey: ['place', organisation, asOf, collection, 'pages', filter, sort, service],
    queryFn: ({ signal, pageParam }) =>
      get<Page<AnyRecord>>(pathOf(organisation, collection), { filter, sort, pageSize, service: serviceOf(collection, service), asOf: asOf || undefined, pageToken: pageParam }, signal),
    initialPageParam: '',
    getNextPageParam: (page) => page.nextPageToken || undefined,
    placeholderData: keepPreviousData,
  });
}
export function useRecord<T = AnyRecord>(collection: string, id: string, service?: string) {
  return useAnswer<T>([collection, id], { service: serviceOf(collection, service) }, { enabled: id !== '' });
}
/** All that happened to a record, however many pages it takes. */
export function useHistory(collection: string, id: string, service?: string) {
  const { organisation, asOf } = usePlace();
  const parameters = { service: serviceOf(collection, service) };
  return useQuery({
    queryKey: ['place', organisation, asOf, collection, id, 'history', parameters],
    queryFn: async ({ signal }) => {
      const items: HistoryLine[] = [];
      let pageToken: string | undefined;
      do {
        const page: { items: HistoryLine[]; nextPageToken: string } = await get(pathOf(organisation, collection, id, 'history'), { ...parameters, asOf: asOf || undefined, pageToken }, signal);
        items.push(...page.items);
        pageToken = page.nextPageToken || undefined;
      } while (pageToken);
      return { items };
    },
    refetchInterval: asOf ? false : livelyMs,
    placeholderData: keepPreviousData,
    enabled: id !== '',
  });
}

// Registers that are small in every organisation: names are taken from the whole of them. Others are asked one by one.
const small = new Set(['people', 'sites', 'processes', 'certification-bodies', 'journeys', 'partners', 'service-offerings', 'scopes', 'sessions', 'audits', 'management-reviews']);

/** The reader's language, and the names that titles of this register are made of. */
export function useTitling(collection: string | undefined): I18n & { nameOf?: (id: string) => string | undefined } {
  const i18n = useI18n();
  const bodies = useList('certification-bodies', { enabled: namedAfterBody.has(collection ?? '') });
  return useMemo(() => {
    const names = new Map((bodies.data?.items ?? []).map((body) => [body.id, String(body['name'])]));
    return names.size > 0 ? { ...i18n, nameOf: (id) => names.get(id) } : i18n;
  }, [i18n, bodies.data]);
}

// Many cells ask for the same names: they are worked out once for each answer and language.
const titlesKept = new WeakMap<object, { i18n: I18n; titles: Map<string, string> }>();
function titlesOf(collection: string, items: AnyRecord[], i18n: I18n): Map<string, string> {
  const kept = titlesKept.get(items);
  if (kept?.i18n === i18n) return kept.titles;
  const titles = new Map(items.map((record) => [record.id, titleOf(collection, record, i18n)]));
  titlesKept.set(items, { i18n, titles });
  return titles;
}
const noTitles = new Map<string, string>();

/** What records are called, by id. */
export function useTitles(collection: string | undefined): Map<string, string> {
  const i18n = useI18n();
  const list = useList(collection ?? 'people', { enabled: collection !== undefined && small.has(collection) });
  return collection && list.data ? titlesOf(collection, list.data.items, i18n) : noTitles;
}
/** Whether the names of this register are taken from the whole of it. */
export const isSmall = (collection: string) => small.has(collection);
export function useTitle(collection: string, id: string): string {
  const i18n = useTitling(collection);
  const titles = useTitles(collection);
  const one = useRecord(collection, small.has(collection) || !kindOf(collection) || kindOf(collection)!.perService ? '' : id);
  return titles.get(id) ?? (one.data ? titleOf(collection, one.data, i18n) : id.slice(0, 8));
}

/** Who did it: the person behind an account, or what followed by itself. */
export function useActor() {
  const { members } = usePlace();
  const { t, codeWord } = useI18n();
  const people = useTitles('people');
  return (changedBy: string) => {
    if (changedBy.startsWith('reaction:')) return t('reaction', { name: codeWord(changedBy.slice('reaction:'.length)) });
    const member = members.get(changedBy);
    return (member && people.get(member.person)) || member?.login || changedBy.slice(0, 8);
  };
}

/** Several registers at once, for screens over many of them. */
export function useLists(asked: { collection: string; filter?: string }[]) {
  const { organisation, asOf } = usePlace();
  return useQueries({
    queries: asked.map(({ collection, filter }) => ({
      queryKey: ['place', organisation, asOf, collection, { filter, sort: undefined, pageSize: pageMax, service: undefined }],
      queryFn: ({ signal }: { signal: AbortSignal }) => wholeList<AnyRecord & { meta: Meta }>(pathOf(organisation, collection), { filter, pageSize: pageMax, asOf: asOf || undefined }, signal),
      refetchInterval: asOf ? (false as const) : livelyMs,
    })),
  });
}

/** The day on which an instant falls in a zone: the organisation's days are those of its zone. */
export function dayIn(zone: string, instant: string): string {
  const at = new Date(instant);
  if (Number.isNaN(at.getTime())) return '';
  return new Intl.DateTimeFormat('sv-SE', { timeZone: zone || 'UTC', year: 'numeric', month: '2-digit', day: '2-digit' }).format(at);
}
export const daysBetween = (from: string, to: string) => Math.round((Date.parse(`${to.slice(0, 10)}T00:00:00Z`) - Date.parse(`${from.slice(0, 10)}T00:00:00Z`)) / 86_400_000);
export const addDays = (date: string, days: number) => new Date(Date.parse(`${date}T00:00:00Z`) + days * 86_400_000).toISOString().slice(0, 10);
