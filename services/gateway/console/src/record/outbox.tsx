// What was given without connection: sent when it is back, once, in the order in which it was given.
import { useEffect, useState } from 'react';
import { command as give, Problem } from '~/api/client';
import { refresh, usePlace } from '~/api/queries';
import { useI18n } from '~/i18n';
import { tell } from '~/shell/notices';
import { dropDraft, keepDraft, onDrafts, placeOf, waiting, type Kept } from './drafts';

const againMs = 10_000;

export function Outbox() {
  const { t, commandWord } = useI18n();
  const { organisation, account, asOf } = usePlace();
  const [kept, setKept] = useState<Kept[]>([]);
  useEffect(() => {
    const look = () => setKept(waiting(account.id, organisation));
    look();
    return onDrafts(look);
  }, [account.id, organisation]);
  const number = kept.length;
  useEffect(() => {
    if (number === 0) return undefined;
    let busy = false;
    const send = async () => {
      if (busy) return;
      busy = true;
      for (const each of waiting(account.id, organisation)) {
        try {
          await give(organisation, each.collection, each.id, each.verb, each.body!, each.key, { ...(each.version && { version: each.version }), ...(each.service && { service: each.service }) });
          dropDraft(placeOf(each));
          tell({ title: commandWord(each.command), message: t('outboxSent'), tone: 'good' });
          await refresh();
        } catch (error) {
          const problem = error instanceof Problem ? error : new Problem(0, {});
          if (problem.status === 0 || problem.status === 401 || problem.status >= 500) break; // later
          // Refused: it stays as a draft, for its form to show and mend.
          const { body: _, ...draft } = each;
          keepDraft(draft);
          tell({ title: commandWord(each.command), message: `${t('outboxRefused')} ${problem.message}`, tone: 'warn' });
        }
      }
      busy = false;
    };
    const online = () => void send();
    const timer = setInterval(online, againMs);
    window.addEventListener('online', online);
    return () => {
      clearInterval(timer);
      window.removeEventListener('online', online);
    };
  }, [number, account.id, organisation, commandWord, t]);
  if (number === 0 || asOf) return null;
  return <div className="quiet warn" role="status" style={{ margin: 0, borderRadius: 0 }}>{t('outboxWaiting', { n: number })} <span>{kept.map((each) => commandWord(each.command)).join(', ')}</span></div>;
}
