// An evidence file (docs/formats/evidence.md), put together here from what the API gives: for whoever checks without Assay.
import { send } from '~/api/client';
import { pathOf, type HistoryLine } from '~/api/queries';
import { save } from '~/record/columns';
import type { Bytes } from './tree';
import { zip } from './zip';

const readme = (what: string) => `This is an evidence file of Assay: ${what}.

entries/   what was recorded (.entry), and the proof that it stands in a signed log (.tlog-proof)
uploads/   files that the entries name, under their SHA-256
policy     the keys of the logs, as the installation named them: compare them with a policy from another source

Check it without a network: assay-verify FILE
`;
const bytesOf = async (path: string) => new Uint8Array(await (await send('GET', path)).arrayBuffer()) as Bytes;
const text = (content: string) => new TextEncoder().encode(content) as Bytes;

/** SHA-256 of files that a value names, however deep. */
export function filesIn(value: unknown): string[] {
  if (Array.isArray(value)) return value.flatMap(filesIn);
  if (!value || typeof value !== 'object') return [];
  const { sha256 } = value as { sha256?: unknown };
  return [...(typeof sha256 === 'string' && /^[0-9a-f]{64}$/.test(sha256) ? [sha256] : []), ...Object.values(value).flatMap(filesIn)];
}

export interface Place {
  service: string;
  position: string;
}
export const logOf = (line: HistoryLine, service = 'audits') => {
  const owner = line.event.type.split('.')[1] ?? '';
  return owner === 'log' ? service : owner;
};

/** Fetches, packs and saves. Fails as the API does, for example where the reader may not see stored bytes. */
export async function saveEvidence(organisation: string, name: string, places: Place[], uploads: string[] = []) {
  const files: [string, Bytes][] = [['README.txt', text(readme(name))], ['policy', await bytesOf('/log/policy')]];
  const distinct = new Map(places.map((place) => [`${place.service}/${place.position}`, place]));
  for (const [path, { service, position }] of distinct) {
    files.push([`entries/${path}.entry`, await bytesOf(pathOf(organisation, 'entries', service, position))]);
    files.push([`entries/${path}.tlog-proof`, await bytesOf(pathOf(organisation, 'receipts', service, position))]);
  }
  for (const hash of new Set(uploads)) files.push([`uploads/${hash}`, await bytesOf(pathOf(organisation, 'uploads', hash))]);
  save(`${name.replace(/[^\w.-]+/g, '-')}.evidence.zip`, 'application/zip', zip(files));
}
