// A ZIP archive without compression (APPNOTE 6.3.9), which is all that an evidence file needs.
import type { Bytes } from './tree';

const table = Uint32Array.from({ length: 256 }, (_, n) => {
  let value = n;
  for (let bit = 0; bit < 8; bit++) value = value & 1 ? (value >>> 1) ^ 0xedb88320 : value >>> 1;
  return value;
});
export function crc32(bytes: Bytes): number {
  let crc = 0xffffffff;
  for (const byte of bytes) crc = table[(crc ^ byte) & 0xff]! ^ (crc >>> 8);
  return (crc ^ 0xffffffff) >>> 0;
}

const utf8Names = 0x0800;
const newYear1980 = 0x0021; // the format's first day: the same content gives the same file

function header(signature: number, name: Bytes, content: Bytes, offset?: number): Bytes {
  const central = offset !== undefined;
  const bytes = new Uint8Array((central ? 46 : 30) + name.length);
  const view = new DataView(bytes.buffer);
  let at = 0;
  const two = (value: number) => { view.setUint16(at, value, true); at += 2; };
  const four = (value: number) => { view.setUint32(at, value, true); at += 4; };
  four(signature);
  if (central) two(20);
  two(20);
  two(utf8Names);
  two(0); // stored
  two(0);
  two(newYear1980);
  four(crc32(content));
  four(content.length);
  four(content.length);
  two(name.length);
  two(0);
  if (central) {
    two(0);
    two(0);
    two(0);
    four(0);
    four(offset);
  }
  bytes.set(name, at);
  return bytes;
}

export function zip(files: [string, Bytes][]): Blob {
  const parts: Bytes[] = [];
  const directory: Bytes[] = [];
  let offset = 0;
  for (const [path, content] of files) {
    const name = new TextEncoder().encode(path) as Bytes;
    const local = header(0x04034b50, name, content);
    directory.push(header(0x02014b50, name, content, offset));
    parts.push(local, content);
    offset += local.length + content.length;
  }
  const size = directory.reduce((sum, each) => sum + each.length, 0);
  const end = new Uint8Array(22);
  const view = new DataView(end.buffer);
  view.setUint32(0, 0x06054b50, true);
  view.setUint16(8, files.length, true);
  view.setUint16(10, files.length, true);
  view.setUint32(12, size, true);
  view.setUint32(16, offset, true);
  return new Blob([...parts, ...directory, end], { type: 'application/zip' });
}
