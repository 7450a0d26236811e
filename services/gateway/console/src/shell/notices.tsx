// What was done, told in a corner for a while; perhaps with a way back.
import { useSyncExternalStore } from 'react';
import { IconAlertTriangle, IconCheck, IconX } from '@tabler/icons-react';
import { useI18n } from '~/i18n';

export interface Notice {
  title: string;
  message: string;
  tone: 'good' | 'warn';
  action?: { word: string; run: () => void } | undefined;
}
interface Shown extends Notice {
  key: number;
}
let shown: Shown[] = [];
let keys = 0;
const listeners = new Set<() => void>();
const set = (next: Shown[]) => {
  shown = next;
  listeners.forEach((listener) => listener());
};
const lastingMs = { good: 4_000, offering: 12_000, warn: 20_000 };
const shownMax = 4;

const withdraw = (key: number) => set(shown.filter((notice) => notice.key !== key));
export function tell(notice: Notice) {
  const key = ++keys;
  set([...shown, { ...notice, key }].slice(-shownMax));
  setTimeout(() => withdraw(key), notice.tone === 'warn' ? lastingMs.warn : notice.action ? lastingMs.offering : lastingMs.good);
}
const subscribe = (listener: () => void) => {
  listeners.add(listener);
  return () => void listeners.delete(listener);
};

export function Notices() {
  const { t } = useI18n();
  const notices = useSyncExternalStore(subscribe, () => shown);
  return (
    <div className="notices" role="status" aria-live="polite">
      {notices.map(({ key, title, message, tone, action }) => (
        <div key={key} className={`notice ${tone}`}>
          {tone === 'good' ? <IconCheck size={17} aria-hidden /> : <IconAlertTriangle size={17} aria-hidden />}
          <div>
            <strong>{title}</strong>
            <div>{message}</div>
            {action && <button type="button" className="plain" onClick={() => { withdraw(key); action.run(); }}>{action.word}</button>}
          </div>
          <button type="button" className="plain" aria-label={t('close')} onClick={() => withdraw(key)}><IconX size={15} /></button>
        </div>
      ))}
    </div>
  );
}
