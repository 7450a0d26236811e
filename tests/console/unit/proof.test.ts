import { parseCheckpoint, parseKey, parsePolicy, parseReceipt, provesInclusion, signedBy, witnessesOf } from '~/features/proof/note';
import { cryptography, knownKeys } from '~/features/proof/keys';
import { equal, fromBase64, includes, leafHash, nodeHash, TileTree, tilePath, toHex, type Bytes } from '~/features/proof/tree';
import { policy, receipt } from './receipt';

const leaves = async (count: number) => Promise.all(Array.from({ length: count }, (_, i) => leafHash(new TextEncoder().encode(`leaf ${i}`) as Bytes)));

/** RFC 6962 section 2.1, as it is written there. */
async function rootOf(hashes: Bytes[]): Promise<Bytes> {
  if (hashes.length === 1) return hashes[0]!;
  let split = 1;
  while (split * 2 < hashes.length) split *= 2;
  return nodeHash(await rootOf(hashes.slice(0, split)), await rootOf(hashes.slice(split)));
}
async function pathOf(index: number, hashes: Bytes[]): Promise<Bytes[]> {
  if (hashes.length === 1) return [];
  let split = 1;
  while (split * 2 < hashes.length) split *= 2;
  return index < split ? [...(await pathOf(index, hashes.slice(0, split))), await rootOf(hashes.slice(split))] : [...(await pathOf(index - split, hashes.slice(split))), await rootOf(hashes.slice(0, split))];
}

describe('inclusion', () => {
  it('hashes as RFC 6962 says', async () => {
    expect(toHex(await leafHash(new Uint8Array()))).toBe('6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d');
  });
  it('holds for every leaf of trees of every small size, and for no other place', async () => {
    for (let size = 1; size <= 20; size++) {
      const all = await leaves(size);
      const root = await rootOf(all);
      for (let index = 0; index < size; index++) {
        const path = await pathOf(index, all);
        expect(await includes(all[index]!, index, size, path, root)).toBe(true);
        expect(await includes(all[index]!, (index + 1) % size, size, path, root)).toBe(size === 1);
        expect(await includes(all[index]!, index, size, [...path, root], root)).toBe(false);
        if (path.length > 0) expect(await includes(all[index]!, index, size, path.slice(1), root)).toBe(false);
      }
    }
  });
  it('refuses an index beyond the tree', async () => {
    const [leaf] = await leaves(1);
    expect(await includes(leaf!, 1, 1, [], leaf!)).toBe(false);
    expect(await includes(leaf!, -1, 1, [], leaf!)).toBe(false);
    expect(await includes(leaf!, 2 ** 60, 2 ** 61, [], leaf!)).toBe(false);
  });
});

describe('tiles', () => {
  it('are named as tlog-tiles says', () => {
    expect(tilePath(0, 0, 256)).toBe('tile/0/000');
    expect(tilePath(0, 1234067, 256)).toBe('tile/0/x001/x234/067');
    expect(tilePath(1, 3, 17)).toBe('tile/1/003.p/17');
  });
  it('give the root of every prefix of a tree of two levels of tiles', async () => {
    const all = await leaves(700);
    const levelOne = await Promise.all([rootOf(all.slice(0, 256)), rootOf(all.slice(256, 512))]);
    const asked: string[] = [];
    const tree = new TileTree(700, async (path) => {
      asked.push(path);
      const [, level, index, width] = /^tile\/(\d)\/(\d+)(?:\.p\/(\d+))?$/.exec(path)!;
      const hashes = level === '0' ? all.slice(Number(index) * 256, Number(index) * 256 + Number(width ?? 256)) : levelOne.slice(0, Number(width));
      return Uint8Array.from(hashes.flatMap((hash) => [...hash]));
    });
    for (const count of [1, 2, 255, 256, 257, 511, 512, 513, 699, 700]) expect(toHex(await tree.root(count))).toBe(toHex(await rootOf(all.slice(0, count))));
    expect(new Set(asked).size).toBe(asked.length); // each tile once
  });
  it('that are too short are not taken', async () => {
    await expect(new TileTree(3, async () => new Uint8Array(32)).root(3)).rejects.toThrow('too short');
  });
});

describe('a receipt of a running installation', () => {
  it('is proved', async () => {
    const parsed = parseReceipt(receipt);
    expect(parsed.index).toBe(190);
    expect(parsed.recordedAt).toBe('2024-03-25T09:00:00.000Z');
    expect(await provesInclusion(parsed)).toBe(true);
    expect(await signedBy(parsed.checkpoint, await parsePolicy(policy))).toBe(true);
  });
  it('with a letter of leaf, proof, root or signature changed is not proved', async () => {
    const lines = receipt.trimEnd().split('\n');
    const hashes = lines.map((_, i) => i).filter((i) => /[A-Za-z0-9+/]{40,}=*$/.test(lines[i]!));
    expect(hashes.length).toBe(12); // leaf, nine of the path, root, signature
    for (const i of hashes) {
      const at = lines[i]!.length - 20;
      const changed = [...lines];
      changed[i] = lines[i]!.slice(0, at) + (lines[i]![at] === 'A' ? 'B' : 'A') + lines[i]!.slice(at + 1);
      const parsed = parseReceipt(changed.join('\n') + '\n');
      expect((await provesInclusion(parsed)) && (await signedBy(parsed.checkpoint, await parsePolicy(policy))), `line ${i}`).toBe(false);
    }
  });
  it('signed by another log’s key is not proved', async () => {
    const keys = (await parsePolicy(policy)).filter((key) => !key.name.endsWith('/audits'));
    expect(await signedBy(parseReceipt(receipt).checkpoint, keys)).toBe(false);
  });
  it('is refused when it is cut', () => {
    for (const end of [0, 20, 60, 120, receipt.indexOf('\n\n'), receipt.length - 100]) expect(() => parseReceipt(receipt.slice(0, end)).checkpoint.signatures[0]!.hash).toThrow();
  });
});

describe('keys and checkpoints', () => {
  it('a key must fit its name', async () => {
    const vkey = /^log (\S+)/m.exec(policy)![1]!;
    expect((await parseKey(vkey)).publicKey.length).toBe(32);
    await expect(parseKey(vkey.replace('/actions', '/audits'))).rejects.toThrow('does not fit');
    await expect(parseKey(vkey.slice(0, -4))).rejects.toThrow();
  });
  it('a checkpoint without signatures is none', () => {
    expect(() => parseCheckpoint('origin\n1\nAAAA\n')).toThrow();
  });
  it('compares bytes', () => expect(equal(fromBase64('AAE='), fromBase64('AAI='))).toBe(false));
});

describe('witnesses', () => {
  const seconds = 1_700_000_000;
  const base64 = (bytes: Uint8Array) => Buffer.from(bytes).toString('base64');
  const bytesOf = (text: string) => new TextEncoder().encode(text) as Bytes;
  const joined = (...parts: Uint8Array[]) => new Uint8Array(Buffer.concat(parts)) as Bytes;
  /** As tlog-cosignature and signed-note write them. */
  async function witness(name: string) {
    const pair = (await crypto.subtle.generateKey({ name: 'Ed25519' }, true, ['sign', 'verify'])) as CryptoKeyPair;
    const typed = joined(Uint8Array.of(4), new Uint8Array(await crypto.subtle.exportKey('raw', pair.publicKey)));
    const hash = new Uint8Array(await crypto.subtle.digest('SHA-256', joined(bytesOf(`${name}\n`), typed))).slice(0, 4);
    const time = new Uint8Array(8);
    new DataView(time.buffer).setBigUint64(0, BigInt(seconds));
    const cosign = async (text: string) => `— ${name} ${base64(joined(hash, time, new Uint8Array(await crypto.subtle.sign({ name: 'Ed25519' }, pair.privateKey, bytesOf(`cosignature/v1\ntime ${seconds}\n${text}`)))))}\n`;
    return { line: `witness w ${name}+${toHex(hash as Bytes)}+${base64(typed)}`, cosign };
  }
  const note = receipt.slice(receipt.indexOf('\n\n') + 2);
  const text = note.slice(0, note.indexOf('\n\n') + 1);
  beforeEach(() => localStorage.clear());

  it('are checked with the keys that were seen first; others are called unknown', async () => {
    const [known, other] = [await witness('witness.example/a'), await witness('witness.example/b')];
    const checkpoint = parseCheckpoint(note + (await known.cosign(text)) + (await other.cosign(text)));
    const { logs, witnesses } = await knownKeys(`${policy}\n${known.line} https://w.example`);
    expect(await signedBy(checkpoint, logs)).toBe(true);
    expect(await witnessesOf(checkpoint, witnesses)).toEqual([{ name: 'witness.example/a', state: 'valid', at: '2023-11-14T22:13:20.000Z' }, { name: 'witness.example/b', state: 'unknown' }]);
  });
  it('who signed another tree is not believed', async () => {
    const known = await witness('witness.example/a');
    const checkpoint = parseCheckpoint(note + (await known.cosign(text.replace('405', '404'))));
    expect(await witnessesOf(checkpoint, (await knownKeys(known.line)).witnesses)).toEqual([{ name: 'witness.example/a', state: 'invalid' }]);
  });
  it('a key that appears later for a known name does not count, not even beside one that is new', async () => {
    const [first, later, fresh] = [await witness('witness.example/a'), await witness('witness.example/a'), await witness('witness.example/c')];
    await knownKeys(first.line);
    await knownKeys(`${later.line}\n${fresh.line}`);
    const checkpoint = parseCheckpoint(note + (await later.cosign(text)) + (await fresh.cosign(text)));
    expect((await witnessesOf(checkpoint, (await knownKeys(`${later.line}\n${fresh.line}`)).witnesses)).map(({ state }) => state)).toEqual(['unknown', 'valid']);
  });
  it('a browser without Ed25519 is found out before it calls a signature wrong', async () => {
    expect(await cryptography()).toBe('all');
    const without = vi.spyOn(crypto.subtle, 'importKey').mockRejectedValue(new DOMException('', 'NotSupportedError'));
    expect(await cryptography()).toBe('noEd25519');
    without.mockRestore();
  });
});
