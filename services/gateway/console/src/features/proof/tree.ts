// RFC 6962 trees and tlog-tiles, checked in the browser. Hashes are 32 bytes; counts stay below 2^53.
export type Bytes = Uint8Array<ArrayBuffer>;

export async function sha256(...parts: Bytes[]): Promise<Bytes> {
  const all = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0));
  let at = 0;
  for (const part of parts) {
    all.set(part, at);
    at += part.length;
  }
  return new Uint8Array(await crypto.subtle.digest('SHA-256', all));
}
export const equal = (a: Bytes, b: Bytes) => a.length === b.length && a.every((byte, i) => byte === b[i]);
export const fromBase64 = (text: string): Bytes => Uint8Array.from(atob(text), (letter) => letter.charCodeAt(0));
export const toBase64 = (bytes: Bytes): string => btoa(String.fromCharCode(...bytes));
export const toHex = (bytes: Bytes): string => [...bytes].map((byte) => byte.toString(16).padStart(2, '0')).join('');

export const leafHash = (record: Bytes) => sha256(new Uint8Array([0]), record);
export const nodeHash = (left: Bytes, right: Bytes) => sha256(new Uint8Array([1]), left, right);

/** RFC 9162 section 2.1.3.2: whether `proof` leads from the leaf at `index` to the root of a tree of `size`. */
export async function includes(leaf: Bytes, index: number, size: number, proof: Bytes[], root: Bytes): Promise<boolean> {
  if (!Number.isSafeInteger(index) || !Number.isSafeInteger(size) || index < 0 || index >= size) return false;
  let fn = BigInt(index);
  let sn = BigInt(size - 1);
  let hash = leaf;
  for (const next of proof) {
    if (sn === 0n || next.length !== 32) return false;
    if ((fn & 1n) === 1n || fn === sn) {
      hash = await nodeHash(next, hash);
      while ((fn & 1n) === 0n && fn !== 0n) {
        fn >>= 1n;
        sn >>= 1n;
      }
    } else {
      hash = await nodeHash(hash, next);
    }
    fn >>= 1n;
    sn >>= 1n;
  }
  return sn === 0n && equal(hash, root);
}

const tileHeight = 8;
const tileWidth = 256;

/** The path of a tile: "tile/0/x001/234", with ".p/7" for the first seven hashes of one that is not full. */
export function tilePath(level: number, index: number, width: number): string {
  const digits = [String(index % 1000).padStart(3, '0')];
  for (let rest = Math.floor(index / 1000); rest > 0; rest = Math.floor(rest / 1000)) digits.unshift(`x${String(rest % 1000).padStart(3, '0')}`);
  return `tile/${level}/${digits.join('/')}${width < tileWidth ? `.p/${width}` : ''}`;
}

/** Hashes of a tree of `size`, from its tiles. `fetchTile` gives the bytes at a tile's path. */
export class TileTree {
  private readonly tiles = new Map<string, Promise<Bytes>>();
  constructor(
    readonly size: number,
    private readonly fetchTile: (path: string) => Promise<Bytes>,
  ) {}

  private async stored(level: number, index: number): Promise<Bytes> {
    const tile = Math.floor(index / tileWidth);
    const known = Math.floor(this.size / tileWidth ** level);
    const width = Math.min(tileWidth, known - tile * tileWidth);
    const path = tilePath(level, tile, width);
    let bytes = this.tiles.get(path);
    if (!bytes) {
      bytes = this.fetchTile(path);
      this.tiles.set(path, bytes);
    }
    const at = (index % tileWidth) * 32;
    const hash = (await bytes).slice(at, at + 32);
    if (hash.length !== 32) throw new Error(`the tile ${path} is too short`);
    return hash;
  }

  /** The root of the complete subtree of 2^level leaves with this index. */
  private async subtree(level: number, index: number): Promise<Bytes> {
    if (level % tileHeight === 0) return this.stored(level / tileHeight, index);
    return nodeHash(await this.subtree(level - 1, 2 * index), await this.subtree(level - 1, 2 * index + 1));
  }

  /** The root of the first `count` leaves. REQUIRES: 0 < count <= size. */
  async root(count: number): Promise<Bytes> {
    const peaks: Bytes[] = [];
    let done = 0;
    for (let level = 52; level >= 0; level--) {
      const leaves = 2 ** level;
      if (count - done >= leaves) {
        peaks.push(await this.subtree(level, done / leaves));
        done += leaves;
      }
    }
    let root = peaks[peaks.length - 1]!;
    for (let i = peaks.length - 2; i >= 0; i--) root = await nodeHash(peaks[i]!, root);
    return root;
  }
}
