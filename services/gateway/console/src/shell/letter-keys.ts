// Keys of a single letter, digit or sign, which whoever speaks or trembles sets off by accident, can be turned off (WCAG 2.1.4).
// Kept on the device. Keys with Ctrl or Cmd, Enter, Escape and the arrows always work.
import { useEffect, useSyncExternalStore } from 'react';

const kept = 'assay-letter-keys';
const listeners = new Set<() => void>();
const subscribe = (listener: () => void) => {
  listeners.add(listener);
  return () => void listeners.delete(listener);
};
const isOn = () => localStorage.getItem(kept) !== 'off';

/** Whether such a press is nobody's while the keys are off: what is typed into a field, or found in a list by its letter, is not. */
export function isLetterKey({ key, ctrlKey, metaKey, altKey, target }: Pick<KeyboardEvent, 'key' | 'ctrlKey' | 'metaKey' | 'altKey' | 'target'>): boolean {
  if (ctrlKey || metaKey || altKey || key.length !== 1 || key === ' ') return false;
  return !(target instanceof Element && target.closest('input, textarea, select, [contenteditable], [role=listbox], [role=menu]'));
}

export function useLetterKeys(): [boolean, (on: boolean) => void] {
  const on = useSyncExternalStore(subscribe, isOn);
  return [on, (next) => {
    if (next) localStorage.removeItem(kept);
    else localStorage.setItem(kept, 'off');
    listeners.forEach((listener) => listener());
  }];
}

/** Holds them back, before any screen hears of them. */
export function useLetterKeysHeldBack() {
  const [on] = useLetterKeys();
  useEffect(() => {
    if (on) return undefined;
    const hold = (event: KeyboardEvent) => isLetterKey(event) && event.stopImmediatePropagation();
    window.addEventListener('keydown', hold, true);
    return () => window.removeEventListener('keydown', hold, true);
  }, [on]);
}
