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
import { cryptography, knownKeys, type Cryptography } from './keys';
import { parseCheckpoint, signedBy, witnessesOf, type Checkpoint, type Witnessed } from './note';
import { equal, fromBase64, TileTree, toBase64, toHex, type Bytes } from './tree';

const services = ['directory', 'audits', 'actions', 'training', 'scheduling'];
const textOf = async (path: string) => (await send('GET', path)).text();
const bytesOf = async (path: string): Promise<Bytes> => new Uint8Array(await (await send('GET', path)).arrayBuffer());

/** Nothing while it is being found out. */
export function useCryptography(): Cryptography | undefined {
  return useQuery({ queryKey: ['cryptography'], queryFn: cryptography, staleTime: Infinity }).data;
}

interface Kept {
  size: number;
  root: string;
}
/** What this browser saw of a log: a memory that the server cannot change. */
function memoryOf(origin: string): Kept | null {
  const kept = localStorage.getItem(`assay-head:${origin}`);
  return kept ? (JSON.parse(kept) as Kept) : null;
}

export interface Head {
  checkpoint: Checkpoint;
  signed: boolean;
  before: Kept | null;
  grown: boolean; // the old tree is contained, or there is none
  witnesses: Witnessed[];
}
export async function checkHead(service: string): Promise<Head> {
  const [note, policy] = await Promise.all([textOf(`/log/${service}/checkpoint`), textOf('/log/policy')]);
  const checkpoint = parseCheckpoint(note);
  const keys = await knownKeys(policy);
  const signed = await signedBy(checkpoint, keys.logs);
  const before = memoryOf(checkpoint.origin);
  let grown = true;
  if (before) {
    // Both roots must follow from one set of tiles.
    const tree = new TileTree(checkpoint.size, (path) => bytesOf(`/log/${service}/${path}`));
    grown = before.size <= checkpoint.size && equal(await tree.root(checkpoint.size), checkpoint.root) && equal(await tree.root(before.size), fromBase64(before.root));
  }
  if (signed && grown) localStorage.setItem(`assay-head:${checkpoint.origin}`, JSON.stringify({ size: checkpoint.size, root: toBase64(checkpoint.root) }));
  return { checkpoint, signed, before, grown, witnesses: await witnessesOf(checkpoint, keys.witnesses) };
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
      <td>{witnesses.length > 0 ? witnesses.map((witness) => <Witness key={witness.name} witness={witness} />) : <span className="dim">{t('proofNoWitness')}</span>}</td>
    </tr>
  );
}

function Witness({ witness: { name, state, at } }: { witness: Witnessed }) {
  const { t, moment } = useI18n();
  return <div>{name} <span className={state === 'unknown' ? 'dim' : `tone ${state === 'valid' ? 'good' : 'bad'}`}>{state === 'unknown' ? t('proofUnknownWitness') : state === 'valid' ? `${t('proofValid')}, ${moment(at!)}` : t('proofInvalid')}</span></div>;
}

export function Logs() {
  const { t } = useI18n();
  const { roles } = usePlace();
  const offered = useCryptography();
  useEffect(() => {
    document.title = `${t('proofTitle')} · Assay`;
  }, [t]);
  return (
    <div className="page">
      <div className="head">
        <div className="grow"><h1>{t('proofTitle')}</h1><p className="dim" style={{ maxWidth: '80ch', margin: '4px 0 0' }}>{t('proofIntro')}</p></div>
        <Button component="a" href="/log/policy" variant="default">{t('proofPolicy')}</Button>
      </div>
      {offered && offered !== 'all' ? <p className="tone warn" style={{ whiteSpace: 'normal' }}>{t(offered === 'none' ? 'proofNoCrypto' : 'proofNoEd25519')}</p> : offered && (
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
