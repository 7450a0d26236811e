// What was typed and not yet recorded, kept on this device until it is: with the key that makes a repeat harmless.
import type { Draft } from './body';

export interface Kept {
  organisation: string;
  account: string;
  command: string; // its name
  collection: string;
  verb: string;
  subject: string; // the record that the form is about; empty: a new one
  id: string; // what the command is given to
  key: string;
  version?: number;
  service?: string;
  draft: Draft;
  at: number; // when it was typed
  body?: Draft; // set: it was given, and no answer came; it is sent again
}
const prefix = 'assay-draft:';
const keptMax = 50;
const forgottenMs = 14 * 86_400_000;

export const placeOf = ({ account, organisation, command, subject }: Pick<Kept, 'account' | 'organisation' | 'command' | 'subject'>) => `${prefix}${account}:${organisation}:${command}:${subject}`;

function all(): [string, Kept][] {
  return Object.keys(localStorage)
    .filter((name) => name.startsWith(prefix))
    .map((name) => [name, JSON.parse(localStorage.getItem(name)!) as Kept]);
}
export const readDraft = (place: string): Kept | null => JSON.parse(localStorage.getItem(place) ?? 'null') as Kept | null;

/** Keeps it; the oldest make room. Where the device keeps nothing, the form still has it. */
export function keepDraft(kept: Kept) {
  try {
    const old = all().sort(([, a], [, b]) => a.at - b.at);
    old.filter(([, each], i) => i < old.length - keptMax || Date.now() - each.at > forgottenMs).forEach(([name]) => localStorage.removeItem(name));
    localStorage.setItem(placeOf(kept), JSON.stringify(kept));
    changed();
  } catch {
    // full, or forbidden
  }
}
export function dropDraft(place: string) {
  localStorage.removeItem(place);
  changed();
}
/** On signing out: the next person at this device finds nothing. */
export const forgetDrafts = () => all().forEach(([name]) => localStorage.removeItem(name));

/** Those that were given and wait for the connection. */
export const waiting = (account: string, organisation: string): Kept[] => all().map(([, kept]) => kept).filter((kept) => kept.body && kept.account === account && kept.organisation === organisation).sort((a, b) => a.at - b.at);

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
