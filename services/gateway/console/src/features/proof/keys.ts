// The keys that this browser checks with: those it saw first of each log and witness. A key that appears later for the same name does
// not count by itself. And whether it can check at all.
import { parsePolicy, parseWitnesses, type Key } from './note';
import type { Bytes } from './tree';

const keysKept = 'assay-log-keys';
const linesOf = (policy: string) => [...policy.matchAll(/^(log|witness \S+) ([^+\s]+)\+\S+.*$/gm)].map(([line, kind, name]) => ({ line, whose: `${kind!.split(' ')[0]!} ${name!}` }));

export interface Known {
  logs: Key[];
  witnesses: Key[];
}
export async function knownKeys(policy: string): Promise<Known> {
  const kept = localStorage.getItem(keysKept) ?? '';
  const first = new Set(linesOf(kept).map(({ whose }) => whose));
  // What was not there yet is met for the first time now.
  const met = linesOf(policy).filter(({ whose }) => !first.has(whose)).map(({ line }) => line);
  const known = [kept, ...met].filter(Boolean).join('\n');
  const keys = { logs: await parsePolicy(known), witnesses: await parseWitnesses(known) };
  if (met.length > 0) localStorage.setItem(keysKept, known);
  return keys;
}

export type Cryptography = 'all' | 'none' | 'noEd25519';
/** What the browser offers here: pages without https get none, and older browsers cannot check Ed25519. */
export async function cryptography(): Promise<Cryptography> {
  if (typeof crypto === 'undefined' || crypto.subtle === undefined) return 'none';
  const anyPoint = new Uint8Array(32).fill(0x66);
  anyPoint[0] = 0x58; // the curve's base point
  try {
    await crypto.subtle.importKey('raw', anyPoint as Bytes, { name: 'Ed25519' }, false, ['verify']);
    return 'all';
  } catch {
    return 'noEd25519';
  }
}
