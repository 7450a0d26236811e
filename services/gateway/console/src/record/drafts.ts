// What was typed and not yet recorded, kept on this device until it is: drafts in one place for each form, what was given in one place for each key.
import type { Draft } from './body';

export interface Kept {
  organisation: string;
  account: string;
  command: string; // its name
  collection: string;
  verb: string;
  subject: string; // what the form is about; empty: a new record
  id: string; // what the command is given to
  key: string; // makes a repeat harmless
  version?: number | undefined; // of the record that `base` was read from
  base?: Draft; // what the record said when the form was filled with it
  service?: string;
  draft: Draft;
  at: number; // when it was typed
  sent?: boolean; // it may have arrived: given again under the same key only
  body?: Draft; // set: it was given, and no answer came; it is sent again
  refused?: string; // set: it was sent again, and refused for this reason
}
const drafts = 'assay-draft:';
const outbox = 'assay-outbox:';
const draftsMax = 200;
const forgottenMs = 14 * 86_400_000;

export const placeOf = ({ account, organisation, command, subject }: Pick<Kept, 'account' | 'organisation' | 'command' | 'subject'>) => `${drafts}${account}:${organisation}:${command}:${subject}`;
const placeOfGiven = (key: string) => outbox + key;

const read = (place: string): Kept | null => JSON.parse(localStorage.getItem(place) ?? 'null') as Kept | null;
const all = (prefix: string): [string, Kept][] =>
  Object.keys(localStorage)
    .filter((place) => place.startsWith(prefix))
    .map((place) => [place, read(place)!]);

/** False: the device keeps nothing more, or nothing at all. */
function write(place: string, kept: Kept): boolean {
  try {
    localStorage.setItem(place, JSON.stringify(kept));
  } catch {
    return false;
  }
  changed();
  return true;
}
function remove(place: string) {
  localStorage.removeItem(place);
  changed();
}

export const readDraft = read;
/** The oldest drafts make room; what was given never does. False: it is not kept. */
export function keepDraft(kept: Kept): boolean {
  const old = all(drafts).sort(([, a], [, b]) => a.at - b.at);
  old.filter(([, each], i) => i < old.length - draftsMax || Date.now() - each.at > forgottenMs).forEach(([place]) => localStorage.removeItem(place));
  return write(placeOf(kept), kept);
}
/** Another tab may have the same form open, with a key of its own: its draft stays. */
export function dropDraft(place: string, key: string) {
  if (read(place)?.key === key) remove(place);
}

/** False: it is not kept, and nobody will send it. */
export const keepGiven = (kept: Kept & { body: Draft }): boolean => write(placeOfGiven(kept.key), kept);
export const readGiven = (key: string): Kept | null => read(placeOfGiven(key));
export const dropGiven = (key: string) => remove(placeOfGiven(key));

/** On signing out: the next person at this device finds nothing. */
export function forgetDrafts(account: string) {
  all(drafts).forEach(([place]) => localStorage.removeItem(place));
  all(outbox).filter(([, kept]) => kept.account === account).forEach(([place]) => localStorage.removeItem(place));
}

/** What was given and not recorded, in every organisation, in the order in which it was given. */
export const givenBy = (account: string): Kept[] => all(outbox).map(([, kept]) => kept).filter((kept) => kept.account === account).sort((a, b) => a.at - b.at);
const givenIn = (account: string, organisation: string) => givenBy(account).filter((kept) => kept.organisation === organisation);
/** Those that wait for the connection. */
export const waiting = (account: string, organisation: string): Kept[] => givenIn(account, organisation).filter((kept) => kept.refused === undefined);
/** Those that were refused when the connection was back, for somebody to mend. */
export const refused = (account: string, organisation: string): Kept[] => givenIn(account, organisation).filter((kept) => kept.refused !== undefined);

const listeners = new Set<() => void>();
const changed = () => listeners.forEach((listener) => listener());
export function onDrafts(listener: () => void) {
  listeners.add(listener);
  window.addEventListener('storage', listener); // other tabs
  return () => {
    listeners.delete(listener);
    window.removeEventListener('storage', listener);
  };
}
