// The logs: their signed heads, checked here, and that each still contains what this browser saw before.
import { Button } from '@mantine/core';
import { IconShieldCheck, IconShieldX } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useEffect } from 'react';
import { send } from '~/api/client';
import { usePlace } from '~/api/queries';
import { useI18n } from '~/i18n';
import { RecordTable } from '~/record/table';
import { PlaceLink } from '~/shell/links';
import { Troubled } from '~/shell/states';
import { ServiceHealth } from './health';
import { parseCheckpoint, parsePolicy, signedBy, type Checkpoint, type Key } from './note';
import { equal, fromBase64, TileTree, toBase64, toHex, type Bytes } from './tree';

const services = ['directory', 'audits', 'actions', 'training', 'scheduling'];
const textOf = async (path: string) => (await send('GET', path)).text();
const bytesOf = async (path: string): Promise<Bytes> => new Uint8Array(await (await send('GET', path)).arrayBuffer());
export const hasCrypto = () => typeof crypto !== 'undefined' && crypto.subtle !== undefined;

interface Kept {
  size: number;
  root: string;
}
/** What this browser saw of a log: a memory that the server cannot change. */
function memoryOf(origin: string): Kept | null {
  const kept = localStorage.getItem(`assay-head:${origin}`);
  return kept ? (JSON.parse(kept) as Kept) : null;
}

/** The keys of the logs, as this browser saw them first; a key that appears later does not count by itself. */
export async function knownKeys(policy: string): Promise<Key[]> {
  const now = await parsePolicy(policy);
  const kept = localStorage.getItem(keysKept);
  if (!kept) localStorage.setItem(keysKept, policy);
  const first = kept ? await parsePolicy(kept) : now;
  // A log that was not there yet is met for the first time, too.
  const met = now.filter((key) => !first.some((each) => each.name === key.name));
  if (met.length > 0) localStorage.setItem(keysKept, `${kept ?? ''}\n${policy}`);
  return [...first, ...met];
}
const keysKept = 'assay-log-keys';

export interface Head {
  checkpoint: Checkpoint;
  signed: boolean;
  before: Kept | null;
  grown: boolean; // the old tree is contained, or there is none
  witnesses: string[];
}
export async function checkHead(service: string): Promise<Head> {
  const [note, policy] = await Promise.all([textOf(`/log/${service}/checkpoint`), textOf('/log/policy')]);
  const checkpoint = parseCheckpoint(note);
  const signed = await signedBy(checkpoint, await knownKeys(policy));
  const before = memoryOf(checkpoint.origin);
  let grown = true;
  if (before) {
    // Both roots must follow from one set of tiles.
    const tree = new TileTree(checkpoint.size, (path) => bytesOf(`/log/${service}/${path}`));
    grown = before.size <= checkpoint.size && equal(await tree.root(checkpoint.size), checkpoint.root) && equal(await tree.root(before.size), fromBase64(before.root));
  }
  if (signed && grown) localStorage.setItem(`assay-head:${checkpoint.origin}`, JSON.stringify({ size: checkpoint.size, root: toBase64(checkpoint.root) }));
  return { checkpoint, signed, before, grown, witnesses: checkpoint.signatures.filter((signature) => signature.name !== checkpoint.origin).map((signature) => signature.name) };
}

function LogRow({ service }: { service: string }) {
  const { t, number } = useI18n();
  const head = useQuery({ queryKey: ['head', service], queryFn: () => checkHead(service), staleTime: 5_000, gcTime: 0 });
  if (head.error) return <tr><th scope="row">{service}</th><td colSpan={5}><Troubled error={head.error} retry={() => void head.refetch()} /></td></tr>;
  if (!head.data) return <tr><th scope="row">{service}</th><td colSpan={5} className="dim">{t('proofChecking')}</td></tr>;
  const { checkpoint, signed, before, grown, witnesses } = head.data;
  return (
    <tr>
      <th scope="row" style={{ color: 'var(--ink)' }}><PlaceLink to={`proof/${service}/${checkpoint.size - 1}`}>{checkpoint.origin}</PlaceLink></th>
      <td className="num">{number(checkpoint.size)}</td>
      <td className="mono" title={toHex(checkpoint.root)}>{toHex(checkpoint.root).slice(0, 16)}…</td>
      <td><span className={`tone ${signed ? 'good' : 'bad'}`}>{signed ? <IconShieldCheck size={13} aria-hidden /> : <IconShieldX size={13} aria-hidden />} {signed ? t('proofValid') : t('proofInvalid')}</span></td>
      <td>{!before ? <span className="dim">{t('proofFirst')}</span> : grown ? <span className="dim">{t('proofGrown', { from: number(before.size), to: number(checkpoint.size) })}</span> : <span className="tone bad">{t('proofFork')}</span>}</td>
      <td>{witnesses.length > 0 ? witnesses.join(', ') : <span className="dim">{t('proofNoWitness')}</span>}</td>
    </tr>
  );
}

export function Logs() {
  const { t } = useI18n();
  const { roles } = usePlace();
  useEffect(() => {
    document.title = `${t('proofTitle')} · Assay`;
  }, [t]);
  return (
    <div className="page">
      <div className="head">
        <div className="grow"><h1>{t('proofTitle')}</h1><p className="dim" style={{ maxWidth: '80ch', margin: '4px 0 0' }}>{t('proofIntro')}</p></div>
        <Button component="a" href="/log/policy" variant="default">{t('proofPolicy')}</Button>
      </div>
      {!hasCrypto() ? <p className="tone warn">{t('proofNoCrypto')}</p> : (
        <section className="panel sheet" tabIndex={0} aria-label={t('proofTitle')}>
          <table>
            <thead><tr><th scope="col">{t('proofLog')}</th><th scope="col">{t('proofEntries')}</th><th scope="col">{t('proofRoot')}</th><th scope="col">{t('proofSigned')}</th><th scope="col">{t('recordTimeline')}</th><th scope="col">{t('proofWitnesses')}</th></tr></thead>
            <tbody>{services.map((service) => <LogRow key={service} service={service} />)}</tbody>
          </table>
        </section>
      )}
      <ServiceHealth />
      <p className="dim">{t('proofOffline')}</p>
      {roles.includes('ADMINISTRATOR') || roles.includes('COMPLIANCE_MANAGER') ? <><h2>{t('workRefused')}</h2><RecordTable collection="refusals" service="actions" height="300px" emptyHint={t('workRefusedHint')} /></> : null}
    </div>
  );
}
