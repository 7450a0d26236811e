// What was given without connection: sent when it is back, once, in the order in which it was given; what is refused then is listed.
import { useEffect, useState } from 'react';
import { get, problemOf } from '~/api/client';
import { findCommand, type AnyRecord } from '~/api/model';
import { pathOf, refresh, usePlace } from '~/api/queries';
import { useI18n } from '~/i18n';
import { useGo } from '~/shell/links';
import { tell } from '~/shell/notices';
import type { Draft } from './body';
import { useAsk } from './command';
import { dropGiven, keepGiven, onDrafts, readGiven, refused, waiting, type Kept } from './drafts';
import { giveKept } from './give-kept';

const againMs = 10_000;
type Given = Kept & { body: Draft };

/** Commands that were given upon the same version follow each other. */
function follow(given: Kept, version: number) {
  for (const other of waiting(given.account, given.organisation))
    if (other.version !== undefined && other.version === given.version && other.collection === given.collection && other.id === given.id) keepGiven({ ...(other as Given), version });
}
/** Of several tabs, one sends. */
const alone = (run: () => Promise<void>): Promise<unknown> => navigator.locks?.request('assay-outbox', { ifAvailable: true }, (lock) => (lock ? run() : undefined)) ?? run();

/** Sends all that waits; how long to pause where the server asks for a pause. */
async function sendAll(account: string, organisation: string, told: { sent: (kept: Kept) => void; refused: (kept: Kept, reason: string) => void }): Promise<number> {
  for (const { key } of waiting(account, organisation)) {
    const given = readGiven(key) as Given | null; // its form may have sent it meanwhile
    if (!given || given.refused !== undefined) continue;
    try {
      const { accepted, moved } = await giveKept(given);
      dropGiven(key);
      if (!moved) follow(given, accepted.version);
      told.sent(given);
      await refresh();
    } catch (error) {
      const problem = problemOf(error);
      if (problem.isLater) return problem.retryAfterMs;
      keepGiven({ ...given, refused: problem.message });
      told.refused(given, problem.message);
    }
  }
  return 0;
}

function Refused({ list }: { list: Kept[] }) {
  const { t, commandWord } = useI18n();
  const ask = useAsk();
  const go = useGo();
  const mend = async (kept: Kept) => {
    const command = findCommand(kept.command);
    if (!command) return;
    if (command.name === 'AnswerLine') return go(`audits/${kept.id}`, { tab: 'checklist', line: String(kept.draft['line']), site: String(kept.draft['siteId'] ?? '') || undefined });
    const record = command.creates === 'always' ? undefined : await get<AnyRecord>(pathOf(kept.organisation, kept.collection, kept.id), { service: kept.service }).catch(() => undefined);
    ask({ command, kept, ...(record && { record }), ...(kept.service && { service: kept.service }) });
  };
  return (
    <div className="quiet warn" role="status" style={{ margin: 0, borderRadius: 0 }}>
      {t('outboxRefusedKept', { n: list.length })}
      <ul style={{ margin: 0, paddingLeft: 18 }}>
        {list.map((kept) => (
          <li key={kept.key}>
            <strong>{commandWord(kept.command)}</strong>: {kept.refused}{' '}
            <button type="button" className="plain" aria-label={`${t('outboxMend')}: ${commandWord(kept.command)}`} onClick={() => void mend(kept)}>{t('outboxMend')}</button>{' '}
            <button type="button" className="plain" aria-label={`${t('outboxDiscard')}: ${commandWord(kept.command)}`} onClick={() => dropGiven(kept.key)}>{t('outboxDiscard')}</button>
          </li>
        ))}
      </ul>
    </div>
  );
}

export function Outbox() {
  const { t, commandWord } = useI18n();
  const { organisation, account, asOf } = usePlace();
  const [kept, setKept] = useState<{ waits: Kept[]; failed: Kept[] }>({ waits: [], failed: [] });
  useEffect(() => {
    const look = () => setKept({ waits: waiting(account.id, organisation), failed: refused(account.id, organisation) });
    look();
    return onDrafts(look);
  }, [account.id, organisation]);
  const any = kept.waits.length > 0;
  useEffect(() => {
    if (!any) return undefined;
    let busy = false;
    let notBefore = 0;
    const told = {
      sent: (each: Kept) => tell({ title: commandWord(each.command), message: t('outboxSent'), tone: 'good' }),
      refused: (each: Kept, reason: string) => tell({ title: commandWord(each.command), message: `${t('outboxRefused')} ${reason}`, tone: 'warn' }),
    };
    const send = async () => {
      if (busy || Date.now() < notBefore) return;
      busy = true;
      await alone(async () => {
        notBefore = Date.now() + (await sendAll(account.id, organisation, told));
      });
      busy = false;
    };
    const online = () => void send();
    const timer = setInterval(online, againMs);
    window.addEventListener('online', online);
    return () => {
      clearInterval(timer);
      window.removeEventListener('online', online);
    };
  }, [any, account.id, organisation, commandWord, t]);
  if (asOf) return null;
  return (
    <>
      {any && <div className="quiet warn" role="status" style={{ margin: 0, borderRadius: 0 }}>{t('outboxWaiting', { n: kept.waits.length })} <span>{kept.waits.map((each) => commandWord(each.command)).join(', ')}</span></div>}
      {kept.failed.length > 0 && <Refused list={kept.failed} />}
    </>
  );
}
