// Signed notes, checkpoints and receipts (C2SP), read and checked in the browser.
import { equal, fromBase64, includes, leafHash, sha256, type Bytes } from './tree';

export interface Key {
  name: string;
  hash: Bytes; // 4 bytes
  publicKey: Bytes; // Ed25519
}
export interface Checkpoint {
  origin: string;
  size: number;
  root: Bytes;
  text: string; // what is signed
  signatures: { name: string; hash: Bytes; signature: Bytes }[];
  note: string;
}
const encode = (text: string): Bytes => new TextEncoder().encode(text) as Bytes;

// The first byte of a key says what it signs.
const ed25519 = 1;
const cosignatureV1 = 4;

/** "name+c7e29099+AdfN...": the hash in the middle must follow from name and key. */
export async function parseKey(vkey: string, kind = ed25519): Promise<Key> {
  const parts = /^([^+\s]+)\+([0-9a-f]{8})\+([A-Za-z0-9+/=]+)$/.exec(vkey);
  if (!parts) throw new Error('not a key of a note');
  const typed = fromBase64(parts[3]!);
  if (typed.length !== 33 || typed[0] !== kind) throw new Error(kind === ed25519 ? 'not an Ed25519 key' : 'not a key of a witness');
  const hash = (await sha256(encode(`${parts[1]!}\n`), typed)).slice(0, 4);
  if ([...hash].map((byte) => byte.toString(16).padStart(2, '0')).join('') !== parts[2]) throw new Error('the key does not fit its name');
  return { name: parts[1]!, hash, publicKey: typed.slice(1) };
}

/** The keys of a tlog-policy, by the log's name. */
export async function parsePolicy(policy: string): Promise<Key[]> {
  return Promise.all([...policy.matchAll(/^log (\S+)/gm)].map(([, vkey]) => parseKey(vkey!)));
}
/** The keys of its witnesses: "witness NAME VKEY URL". */
export async function parseWitnesses(policy: string): Promise<Key[]> {
  return Promise.all([...policy.matchAll(/^witness \S+ (\S+)/gm)].map(([, vkey]) => parseKey(vkey!, cosignatureV1)));
}

export function parseCheckpoint(note: string): Checkpoint {
  const end = note.indexOf('\n\n');
  if (end < 0) throw new Error('the note has no signatures');
  const text = note.slice(0, end + 1);
  const [origin, size, root] = text.split('\n');
  if (!origin || !/^(0|[1-9]\d{0,15})$/.test(size ?? '') || !root) throw new Error('not a checkpoint');
  const signatures = note.slice(end + 2).split('\n').filter(Boolean).map((line) => {
    const parts = /^— (\S+) ([A-Za-z0-9+/=]+)$/.exec(line);
    if (!parts) throw new Error('a signature cannot be read');
    const bytes = fromBase64(parts[2]!);
    return { name: parts[1]!, hash: bytes.slice(0, 4), signature: bytes.slice(4) };
  });
  return { origin, size: Number(size), root: fromBase64(root), text, signatures, note };
}

async function verified(key: Key, signature: Bytes, text: string): Promise<boolean> {
  const imported = await crypto.subtle.importKey('raw', key.publicKey, { name: 'Ed25519' }, false, ['verify']);
  return crypto.subtle.verify({ name: 'Ed25519' }, imported, signature, encode(text));
}
const isBy = (key: Key) => (line: { name: string; hash: Bytes }) => line.name === key.name && equal(line.hash, key.hash);

/** Whether one of the keys of the checkpoint's own origin signed it. */
export async function signedBy(checkpoint: Checkpoint, keys: Key[]): Promise<boolean> {
  for (const key of keys.filter((each) => each.name === checkpoint.origin)) {
    const line = checkpoint.signatures.find(isBy(key));
    if (line?.signature.length === 64 && (await verified(key, line.signature, checkpoint.text))) return true;
  }
  return false;
}

export interface Witnessed {
  name: string;
  /** Unknown: there is no key of that name to check with. */
  state: 'valid' | 'invalid' | 'unknown';
  at?: string;
}
/** Who else signed, by tlog-cosignature (cosignature/v1): a time in 8 bytes, then Ed25519 over that time and the checkpoint. */
export async function witnessesOf(checkpoint: Checkpoint, keys: Key[]): Promise<Witnessed[]> {
  const lines = checkpoint.signatures.filter(({ name }) => name !== checkpoint.origin);
  return Promise.all(lines.map(async (line): Promise<Witnessed> => {
    const { name, signature } = line;
    const key = keys.find((each) => isBy(each)(line));
    if (!key) return { name, state: 'unknown' };
    if (signature.length !== 72) return { name, state: 'invalid' };
    const seconds = new DataView(signature.buffer, signature.byteOffset, 8).getBigUint64(0);
    const valid = await verified(key, signature.slice(8), `cosignature/v1\ntime ${seconds}\n${checkpoint.text}`);
    return valid ? { name, state: 'valid', at: new Date(Number(seconds) * 1000).toISOString() } : { name, state: 'invalid' };
  }));
}

export interface Receipt {
  leaf: Bytes;
  index: number;
  proof: Bytes[];
  checkpoint: Checkpoint;
  recordedAt: string;
  contentHash: Bytes;
}

/** A tlog-proof whose extra line is the leaf record (docs/formats/proof.md). */
export function parseReceipt(text: string): Receipt {
  const end = text.indexOf('\n\n');
  const lines = text.slice(0, end).split('\n');
  const extra = /^extra (\S+)$/.exec(lines[1] ?? '');
  const index = /^index (0|[1-9]\d{0,15})$/.exec(lines[2] ?? '');
  if (end < 0 || lines[0] !== 'c2sp.org/tlog-proof@v1' || !extra || !index) throw new Error('not a receipt');
  const leaf = fromBase64(extra[1]!);
  if (leaf.length !== 57 || leaf[0] !== 1) throw new Error('not a leaf record');
  const micros = new DataView(leaf.buffer, 17, 8).getBigInt64(0);
  return {
    leaf,
    index: Number(index[1]),
    proof: lines.slice(3).map(fromBase64),
    checkpoint: parseCheckpoint(text.slice(end + 2)),
    recordedAt: new Date(Number(micros / 1000n)).toISOString(),
    contentHash: leaf.slice(25),
  };
}
export const provesInclusion = async (receipt: Receipt) => includes(await leafHash(receipt.leaf), receipt.index, receipt.checkpoint.size, receipt.proof, receipt.checkpoint.root);
