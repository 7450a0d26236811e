// What somebody else changes: one browser tab listens to the server and tells the others; each asks again what it shows of it.
import { useEffect, useState } from 'react';
import { forgetPositions, isOwn, query, readFrom, remember } from './client';
import { collectionOfRecord, collections, kindOf } from './model';
import { pathOf, queryClient } from './queries';

export interface Change {
  record: string;
  id: string;
  service: string;
  position: number;
}
type Told = Change | 'reset';

let connected = false;
/** How long an answer is good without being asked for again. */
export const livelyMs = () => (connected ? 600_000 : 60_000);

/** Whether an answer may be another one after a change: its register, that record, or what is computed from several. */
export function concerns(key: readonly unknown[], change: Change): boolean {
  const [place, , asOf, collection, id, part] = key;
  if (place !== 'place' || asOf !== '' || typeof collection !== 'string') return false;
  if (!kindOf(collection)) return true; // a calendar, a matrix: computed
  if (typeof id === 'string' && id !== 'pages') return typeof part === 'string' && part !== 'history' ? true : collection === collectionOfRecord(change.record) && id === change.id;
  return collection === collectionOfRecord(change.record);
}

const listeners = new Set<(change: Change) => void>();
let gathered: Change[] = [];
let timer: ReturnType<typeof setTimeout> | undefined;
const gatherMs = 250;

function take(told: Told) {
  if (told === 'reset') {
    // Too much was missed, or a log is another one now: then its past may be, too.
    forgetPositions();
    void queryClient.invalidateQueries();
    return;
  }
  if (isOwn(told.service, told.position)) return;
  remember({ [told.service]: told.position });
  gathered.push(told);
  listeners.forEach((listener) => listener(told));
  timer ??= setTimeout(() => {
    const changes = gathered;
    gathered = [];
    timer = undefined;
    void queryClient.invalidateQueries({ predicate: ({ queryKey }) => changes.some((change) => concerns(queryKey, change)) });
  }, gatherMs);
}

/** Follows until `signal` says stop. Where a session has ended or the server has no room, it is tried again after a while; meanwhile screens ask by themselves. */
async function follow(organisation: string, tell: (told: Told) => void, signal: AbortSignal) {
  const retryMs = 30_000;
  while (!signal.aborted) {
    await new Promise<void>((ended) => {
      const source = new EventSource(pathOf(organisation, 'changes') + query({ after: readFrom() }));
      const stop = () => {
        connected = false;
        source.close();
        ended();
      };
      signal.addEventListener('abort', stop);
      source.addEventListener('start', () => (connected = true));
      source.addEventListener('reset', () => tell('reset'));
      source.onerror = () => {
        connected = false;
        if (source.readyState === EventSource.CLOSED) stop();
      };
      for (const record of new Set(collections.map((collection) => kindOf(collection)!.name))) source.addEventListener(record, (event) => tell(JSON.parse((event as MessageEvent<string>).data) as Change));
    });
    if (!signal.aborted) await new Promise((resume) => setTimeout(resume, retryMs));
  }
}

/** Keeps what is shown of an organisation up to date. A browser has few connections to one server, so of its tabs one listens. */
export function useLiveUpdates(organisation: string, enabled: boolean) {
  useEffect(() => {
    if (!enabled || typeof EventSource === 'undefined' || !navigator.locks) return undefined;
    const name = `assay-changes-${organisation}`;
    const end = new AbortController();
    const channel = new BroadcastChannel(name);
    channel.onmessage = ({ data }) => take(data as Told);
    const tell = (told: Told) => {
      channel.postMessage(told);
      take(told);
    };
    navigator.locks.request(name, { signal: end.signal }, () => follow(organisation, tell, end.signal)).catch(() => {}); // stopped while it waited
    return () => {
      end.abort();
      channel.close();
    };
  }, [organisation, enabled]);
}

/** Whether somebody else has changed the record since this was first shown. */
export function useChangedMeanwhile(collection: string, id: string | undefined): boolean {
  const [changed, setChanged] = useState(false);
  useEffect(() => {
    setChanged(false);
    if (!id) return undefined;
    const listener = (change: Change) => change.id === id && collectionOfRecord(change.record) === collection && setChanged(true);
    listeners.add(listener);
    return () => void listeners.delete(listener);
  }, [collection, id]);
  return changed;
}
