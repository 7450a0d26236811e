// What was done, told in a corner for a while; perhaps with a way back.
import { useEffect, useSyncExternalStore } from 'react';
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
const lastingMs = { good: 4_000, offering: 20_000, warn: 20_000 };
const shownMax = 4;
const msOf = ({ tone, action }: Notice) => (tone === 'warn' ? lastingMs.warn : action ? lastingMs.offering : lastingMs.good);

const timers = new Map<number, ReturnType<typeof setTimeout>>();
let held = false;
const withdraw = (key: number) => {
  clearTimeout(timers.get(key));
  timers.delete(key);
  set(shown.filter((notice) => notice.key !== key));
};
const start = (notice: Shown) => timers.set(notice.key, setTimeout(() => withdraw(notice.key), msOf(notice)));
export function tell(notice: Notice) {
  const told = { ...notice, key: ++keys };
  set([...shown, told].slice(-shownMax));
  if (!held) start(told);
}
/** While somebody points at them or stands in them they stay; after that their time begins anew. */
function hold(on: boolean) {
  held = on;
  timers.forEach((timer) => clearTimeout(timer));
  timers.clear();
  if (!on) shown.forEach(start);
}
const subscribe = (listener: () => void) => {
  listeners.add(listener);
  return () => void listeners.delete(listener);
};

export function Notices() {
  const { t } = useI18n();
  const notices = useSyncExternalStore(subscribe, () => shown);
  const none = notices.length === 0;
  useEffect(() => {
    if (none) hold(false); // what was pointed at is gone without a word
  }, [none]);
  return (
    <div className="notices" role="status" aria-live="polite" onMouseEnter={() => hold(true)} onMouseLeave={() => hold(false)} onFocus={() => hold(true)} onBlur={() => hold(false)}>
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
