// A part of the console drawn against a server that answers as a test says, and hands that type into it.
import { MantineProvider } from '@mantine/core';
import { QueryClientProvider } from '@tanstack/react-query';
import { act, type ReactNode } from 'react';
import { createRoot, type Root } from 'react-dom/client';
import { PlaceContext, queryClient, type Place } from '~/api/queries';
import { I18nProvider } from '~/i18n';
import { Notices } from '~/shell/notices';

export interface Sent {
  path: string;
  body: Record<string, unknown>;
  headers: Record<string, string>;
}
export const place: Place = { organisation: '0190a1b2-c3d4-7e5f-8a9b-0c1d2e3f4a5b', asOf: '', today: '2026-11-21', simulated: false, account: { id: 'u', login: 'x', disabled: false, memberships: [], organisations: [] } as never, roles: ['COMPLIANCE_MANAGER'], person: 'p', members: new Map() };

export const problem = (status: number, body: object, headers: Record<string, string> = {}) => () => new Response(JSON.stringify(body), { status, headers });
export const accepted = (version = 5) => () => new Response(JSON.stringify({ id: 'x', version, number: '', tokens: { actions: 9 }, warnings: [], repeated: false }));
export const unreachable = () => Promise.reject(new TypeError('network'));

/** What was sent, what is answered to it, in that order, and what stands where something is read. */
export const server = { sent: [] as Sent[], answers: [] as (() => Response | Promise<Response>)[], records: {} as Record<string, object> };
let root: Root | undefined;

export function prepare() {
  (globalThis as { IS_REACT_ACT_ENVIRONMENT?: boolean }).IS_REACT_ACT_ENVIRONMENT = true;
  window.matchMedia ??= ((media: string) => ({ matches: false, media, addEventListener() {}, removeEventListener() {}, addListener() {}, removeListener() {} })) as never;
  globalThis.ResizeObserver ??= class { observe() {} unobserve() {} disconnect() {} } as never;
  document.fonts ??= { addEventListener() {}, removeEventListener() {} } as never;
  Element.prototype.scrollIntoView ??= () => {};
  localStorage.clear();
  queryClient.clear();
  Object.assign(server, { sent: [], answers: [], records: {} });
  vi.stubGlobal('fetch', async (path: string, init: { method: string; body?: string; headers: Record<string, string> }) => {
    if (init.method === 'GET') return new Response(JSON.stringify(Object.entries(server.records).find(([end]) => path.split('?')[0]!.endsWith(end))?.[1] ?? { items: [], nextPageToken: '', total: 0 }));
    server.sent.push({ path, body: JSON.parse(init.body ?? 'null') as Record<string, unknown>, headers: init.headers });
    return server.answers.shift()!();
  });
}
export async function cleanUp() {
  await act(async () => root?.unmount());
  root = undefined;
  vi.unstubAllGlobals();
}
/** Draws it, in place of what was drawn before. */
export async function draw(what: ReactNode) {
  await act(async () => root?.unmount());
  const box = document.createElement('div');
  document.body.replaceChildren(box);
  root = createRoot(box);
  await act(async () =>
    root!.render(
      <MantineProvider env="test">
        <QueryClientProvider client={queryClient}>
          <I18nProvider>
            <PlaceContext value={place}>{what}</PlaceContext>
            <Notices />
          </I18nProvider>
        </QueryClientProvider>
      </MantineProvider>,
    ),
  );
}
/** Everything that was begun has come to its end. */
export const settle = () => act(async () => void (await new Promise((resolve) => setTimeout(resolve, 20))));

export const field = (label: string) => document.getElementById([...document.querySelectorAll('label')].find((each) => each.textContent!.startsWith(label))!.htmlFor) as HTMLTextAreaElement;
export async function type(label: string, text: string) {
  const input = field(label);
  await act(async () => {
    Object.getOwnPropertyDescriptor(Object.getPrototypeOf(input) as object, 'value')!.set!.call(input, text);
    input.dispatchEvent(new Event('input', { bubbles: true }));
  });
}
export async function press(name: string) {
  const button = [...document.querySelectorAll('button,[role=menuitem]')].find((each) => each.textContent === name || each.getAttribute('aria-label') === name);
  if (!button) throw new Error(`there is no button ${name}: ${document.body.textContent}`);
  await act(async () => button.dispatchEvent(new MouseEvent('click', { bubbles: true, cancelable: true })));
  await settle();
}
export async function submit(times = 1) {
  await act(async () => {
    for (let i = 0; i < times; i++) document.querySelector('form')!.dispatchEvent(new Event('submit', { bubbles: true, cancelable: true }));
  });
  await settle();
}
export const errorOf = (label: string): string | undefined => document.getElementById((field(label).getAttribute('aria-describedby') ?? '').split(' ').find((id) => id.endsWith('error')) ?? '')?.textContent ?? undefined;
