// One entry, proved: receipt, signature, inclusion, time, content; each step done here and shown.
import { Button } from '@mantine/core';
import { IconCircleCheck, IconCircleMinus, IconCircleX, IconDownload } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useParams } from '@tanstack/react-router';
import { useEffect } from 'react';
import { Problem, send } from '~/api/client';
import { pathOf, usePlace } from '~/api/queries';
import { useI18n } from '~/i18n';
import { save } from '~/record/columns';
import { PlaceLink } from '~/shell/links';
import { Loading, Nothing, Troubled } from '~/shell/states';
import { EvidenceButton } from './evidence-button';
import { knownKeys } from './keys';
import { useCryptography } from './logs';
import { parseReceipt, provesInclusion, signedBy, type Receipt } from './note';
import { equal, sha256, toHex } from './tree';

interface Proved {
  text: string;
  receipt: Receipt;
  /** It is of the entry that was asked for. */
  asked: boolean;
  signed: boolean;
  included: boolean;
  /** Nothing: the reader may not see the stored bytes. */
  content: boolean | null;
}
async function prove(organisation: string, service: string, position: string): Promise<Proved> {
  const [text, policy] = await Promise.all([
    send('GET', pathOf(organisation, 'receipts', service, position)).then((response) => response.text()),
    send('GET', '/log/policy').then((response) => response.text()),
  ]);
  const receipt = parseReceipt(text);
  const content = await send('GET', pathOf(organisation, 'entries', service, position)).then(
    async (response) => equal(await sha256(new Uint8Array(await response.arrayBuffer())), receipt.contentHash),
    (error: unknown) => {
      if (error instanceof Problem && error.status === 403) return null;
      throw error;
    },
  );
  const asked = receipt.index === Number(position) && receipt.checkpoint.origin.endsWith(`/${service}`);
  return { text, receipt, asked, signed: await signedBy(receipt.checkpoint, (await knownKeys(policy)).logs), included: await provesInclusion(receipt), content };
}

/** No such entry, or none that a checkpoint covers. */
const isNotYet = (error: unknown): error is Problem => error instanceof Problem && (error.status === 404 || error.status === 503);

function Step({ good, children, more }: { good: boolean | null; children: string; more?: string }) {
  return (
    <li style={{ display: 'grid', gridTemplateColumns: '24px minmax(0,1fr)', gap: 8, padding: '8px 0', borderBottom: '1px solid var(--line)' }}>
      {good === null ? <IconCircleMinus size={20} color="var(--dim)" aria-label="–" /> : good ? <IconCircleCheck size={20} color="var(--good)" aria-label="✓" /> : <IconCircleX size={20} color="var(--bad)" aria-label="✗" />}
      <span>{children}{more && <div className="mono dim" style={{ overflowWrap: 'anywhere' }}>{more}</div>}</span>
    </li>
  );
}

export function Entry() {
  const { service, position } = useParams({ strict: false }) as { service: string; position: string };
  const { t, moment } = useI18n();
  const { organisation } = usePlace();
  const offered = useCryptography();
  const proof = useQuery({ queryKey: ['proof', organisation, service, position], queryFn: () => prove(organisation, service, position), enabled: offered === 'all',
    // A checkpoint covers a new entry about a second later.
    retry: (count, error) => count < 10 && isNotYet(error), retryDelay: 800 });
  const title = t('proofEntry', { position, log: service });
  useEffect(() => {
    document.title = `${title} · Assay`;
  }, [title]);
  const good = proof.data && proof.data.asked && proof.data.signed && proof.data.included && proof.data.content !== false;
  return (
    <div className="page" style={{ maxWidth: 860 }}>
      <div className="head">
        <div className="grow"><nav className="crumbs" aria-label={t('navigation')}><PlaceLink to="proof">{t('proofTitle')}</PlaceLink></nav><h1>{title}</h1></div>
        {proof.data && proof.data.content !== null && <EvidenceButton name={`${service}-${position}`} places={[{ service, position }]} />}
        {proof.data && <Button variant="default" leftSection={<IconDownload size={14} />} onClick={() => save(`${service}-${position}.tlog-proof`, 'text/plain', proof.data.text)}>{t('proofDownload')}</Button>}
        {proof.data && <span className={`tone ${good ? 'good' : 'bad'}`} role="status" style={{ fontSize: 13, lineHeight: '26px' }}>{good ? t('proofValid') : t('proofInvalid')}</span>}
      </div>
      <div className="panel">
        <div className="body">
          {offered && offered !== 'all' ? <Nothing title={t(offered === 'none' ? 'proofNoCrypto' : 'proofNoEd25519')} /> : proof.error ? (isNotYet(proof.error) ? <Nothing title={t('problemNotFound')}>{`${proof.error.message} ${t('proofNotYet')}`}</Nothing> : <Troubled error={proof.error} retry={() => void proof.refetch()} />) : !proof.data ? <Loading /> : (
            <ol style={{ listStyle: 'none', margin: 0, padding: 0 }}>
              <Step good={proof.data.asked} more={`${proof.data.receipt.checkpoint.origin} · ${proof.data.receipt.checkpoint.size}`}>{t('proofStepReceipt')}</Step>
              <Step good={proof.data.signed} more={toHex(proof.data.receipt.checkpoint.root)}>{t('proofStepSignature')}</Step>
              <Step good={proof.data.included} more={proof.data.receipt.proof.map((hash) => toHex(hash).slice(0, 12)).join(' ')}>{t('proofStepInclusion')}</Step>
              <Step good={proof.data.signed && proof.data.included}>{t('proofStepTime', { at: moment(proof.data.receipt.recordedAt) })}</Step>
              <Step good={proof.data.content} more={toHex(proof.data.receipt.contentHash)}>{proof.data.content === null ? t('proofContentForbidden') : t('proofStepContent')}</Step>
            </ol>
          )}
        </div>
      </div>
      <p className="dim">{t('proofOffline')}</p>
    </div>
  );
}
