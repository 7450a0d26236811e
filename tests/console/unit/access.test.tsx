// Without a mouse, without haste: keys that can be turned off, notices that stay, marks that are links.
import { act } from 'react';
import { createRoot, type Root } from 'react-dom/client';
import { windowName } from '~/features/journey/marks';
import { I18nProvider } from '~/i18n';
import { germanWords } from '~/i18n/german';
import { englishWords } from '~/i18n/words';
import { isLetterKey, useLetterKeys, useLetterKeysHeldBack } from '~/shell/letter-keys';
import { Notices, tell } from '~/shell/notices';

let root: Root;
let box: HTMLElement;
const draw = (node: React.ReactNode) => act(async () => root.render(node));
beforeEach(() => {
  (globalThis as { IS_REACT_ACT_ENVIRONMENT?: boolean }).IS_REACT_ACT_ENVIRONMENT = true;
  localStorage.clear();
  box = document.createElement('div');
  document.body.replaceChildren(box);
  root = createRoot(box);
});
afterEach(() => act(async () => root.unmount()));

describe('single-letter keys', () => {
  const press = (key: string, target: Element = document.body, more: object = {}) => {
    let heard = false;
    const listener = () => (heard = true);
    document.documentElement.addEventListener('keydown', listener);
    target.dispatchEvent(new KeyboardEvent('keydown', { key, bubbles: true, ...more }));
    document.documentElement.removeEventListener('keydown', listener);
    return heard;
  };
  function Switch() {
    const [on, set] = useLetterKeys();
    useLetterKeysHeldBack();
    return <><button type="button" onClick={() => set(!on)}>keys</button><input /></>;
  }
  const flip = () => act(async () => box.querySelector('button')!.click());

  it('work until they are turned off, on this device', async () => {
    await draw(<Switch />);
    expect(press('j')).toBe(true);
    await flip();
    for (const key of ['j', '1', '/', '?']) expect(press(key), key).toBe(false);
    await act(async () => root.unmount());
    root = createRoot(box);
    await draw(<Switch />);
    expect(press('j')).toBe(false);
    await flip();
    expect(press('j')).toBe(true);
  });
  it('turned off take nothing from typing, from keys with Ctrl, or from Enter, space and arrows', async () => {
    await draw(<Switch />);
    await flip();
    expect(press('j', box.querySelector('input')!)).toBe(true);
    expect(press('k', document.body, { ctrlKey: true })).toBe(true);
    for (const key of ['Enter', ' ', 'ArrowDown', 'Escape']) expect(press(key), key).toBe(true);
    expect(isLetterKey({ key: 'n', ctrlKey: false, metaKey: false, altKey: false, target: null })).toBe(true);
  });
});

describe('a notice', () => {
  beforeEach(() => void vi.useFakeTimers());
  afterEach(() => {
    vi.runAllTimers();
    vi.useRealTimers();
  });
  const shown = () => box.querySelectorAll('.notice').length;
  const later = (ms: number) => act(async () => void vi.advanceTimersByTime(ms));

  it('goes by itself, but not while somebody stands in it', async () => {
    await draw(<I18nProvider><Notices /></I18nProvider>);
    await act(async () => tell({ title: 'Done', message: 'x', tone: 'good', action: { word: 'Take it back', run: () => {} } }));
    await act(async () => box.querySelector<HTMLElement>('.notice button')!.focus());
    await act(async () => tell({ title: 'Another', message: 'y', tone: 'good' }));
    await later(600_000);
    expect(shown()).toBe(2);
    await act(async () => (document.activeElement as HTMLElement).blur());
    await later(5_000);
    expect(shown()).toBe(1);
    await later(20_000);
    expect(shown()).toBe(0);
  });
  it('is not kept by one that was closed while it was pointed at', async () => {
    await draw(<I18nProvider><Notices /></I18nProvider>);
    await act(async () => tell({ title: 'Done', message: 'x', tone: 'good' }));
    await act(async () => box.querySelector('.notices')!.dispatchEvent(new MouseEvent('mouseover', { bubbles: true })));
    await act(async () => [...box.querySelectorAll<HTMLElement>('.notice button')].at(-1)!.click());
    expect(shown()).toBe(0);
    await act(async () => tell({ title: 'Next', message: 'x', tone: 'good' }));
    await later(5_000);
    expect(shown()).toBe(0);
  });
});

describe('a window of the cycle', () => {
  it('is called by the audit that fills it, in the reader’s language', () => {
    expect(['surveillance-1', 'recertification'].map((key) => windowName(key, englishWords.enumWord))).toEqual(['Surveillance 1', 'Recertification']);
    expect(windowName('surveillance-2', germanWords.enumWord)).toBe(`${germanWords.enumWord('audits.AuditType', 'SURVEILLANCE')} 2`);
    expect(windowName('recertification', germanWords.enumWord)).not.toBe('Recertification');
  });
});
