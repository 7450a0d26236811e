// The form of a command against an answering server: what it sends, what it shows, what it keeps.
import { MantineProvider } from '@mantine/core';
import { QueryClientProvider } from '@tanstack/react-query';
import { act } from 'react';
import { createRoot, type Root } from 'react-dom/client';
import { commandNamed } from '~/api/model';
import { PlaceContext, queryClient, type Place } from '~/api/queries';
import { I18nProvider } from '~/i18n';
import CommandForm from '~/record/form';
import { Notices } from '~/shell/notices';

interface Sent {
  path: string;
  body: Record<string, unknown>;
  headers: Record<string, string>;
}
const place: Place = { organisation: '0190a1b2-c3d4-7e5f-8a9b-0c1d2e3f4a5b', asOf: '', today: '2026-11-21', simulated: false, account: { id: 'u', login: 'x', disabled: false, memberships: [], organisations: [] } as never, roles: ['COMPLIANCE_MANAGER'], person: '', members: new Map() };
const record = { id: '0190a1b2-c3d4-7e5f-8a9b-000000000001', state: 'TO_DO', meta: { version: 4 } } as never;
let sent: Sent[];
let answers: (() => Response | Promise<Response>)[];
let root: Root;
let closed: number;

const problem = (status: number, body: object) => new Response(JSON.stringify(body), { status });
const accepted = () => new Response(JSON.stringify({ id: 'x', version: 5, number: '', tokens: { actions: 9 }, warnings: [], repeated: false }));

beforeEach(async () => {
  (globalThis as { IS_REACT_ACT_ENVIRONMENT?: boolean }).IS_REACT_ACT_ENVIRONMENT = true;
  window.matchMedia ??= ((media: string) => ({ matches: false, media, addEventListener() {}, removeEventListener() {}, addListener() {}, removeListener() {} })) as never;
  globalThis.ResizeObserver ??= class { observe() {} unobserve() {} disconnect() {} } as never;
  document.fonts ??= { addEventListener() {}, removeEventListener() {} } as never;
  localStorage.clear();
  sent = [];
  answers = [];
  closed = 0;
  vi.stubGlobal('fetch', async (path: string, init: { method: string; body?: string; headers: Record<string, string> }) => {
    if (init.method === 'GET') return new Response(JSON.stringify({ items: [], nextPageToken: '', total: 0 }));
    sent.push({ path, body: JSON.parse(init.body!) as Record<string, unknown>, headers: init.headers });
    return answers.shift()!();
  });
  const box = document.createElement('div');
  document.body.replaceChildren(box);
  root = createRoot(box);
  await act(async () =>
    root.render(
      <MantineProvider>
        <QueryClientProvider client={queryClient}>
          <I18nProvider>
            <PlaceContext value={place}>
              <CommandForm asked={{ command: commandNamed('DropToDo'), record }} close={() => closed++} />
            </PlaceContext>
            <Notices />
          </I18nProvider>
        </QueryClientProvider>
      </MantineProvider>,
    ),
  );
});
afterEach(async () => {
  await act(async () => root.unmount());
  vi.unstubAllGlobals();
});

const field = (label: string) => document.getElementById([...document.querySelectorAll('label')].find((each) => each.textContent!.startsWith(label))!.htmlFor) as HTMLTextAreaElement;
async function type(label: string, text: string) {
  const input = field(label);
  await act(async () => {
    Object.getOwnPropertyDescriptor(Object.getPrototypeOf(input) as object, 'value')!.set!.call(input, text);
    input.dispatchEvent(new Event('input', { bubbles: true }));
  });
}
async function submit(times = 1) {
  await act(async () => {
    for (let i = 0; i < times; i++) document.querySelector('form')!.dispatchEvent(new Event('submit', { bubbles: true, cancelable: true }));
    await new Promise((resolve) => setTimeout(resolve, 20));
  });
}

describe('the form of a command', () => {
  it('says what is missing before anything is sent', async () => {
    await submit();
    expect(sent).toEqual([]);
    expect(field('Reason').getAttribute('aria-invalid')).toBe('true');
    expect(document.body.textContent).toContain('This field must be filled in.');
  });
  it('sends the version it saw and a key, once for a double click', async () => {
    answers = [accepted, accepted];
    await type('Reason', 'No longer needed');
    await submit(2);
    expect(sent).toHaveLength(1);
    expect(sent[0]!.path).toContain(':drop-to-do');
    expect(sent[0]!.body['reason']).toBe('No longer needed');
    expect(sent[0]!.headers['If-Match']).toBe('"4"');
    expect(sent[0]!.headers['Idempotency-Key']).toMatch(/^[0-9a-f-]{36}$/);
    expect(sent[0]!.headers['Assay-Console']).toBe('1');
    expect(closed).toBe(1);
  });
  it('shows a refusal with its rule and keeps what was typed', async () => {
    answers = [() => problem(422, { code: 'rule', detail: 'A to-do of the forum is dropped by the forum.', rule: 'TD-3', clause: '9.3', ruleset: 'assay-2026.1' })];
    await type('Reason', 'No longer needed');
    await submit();
    expect(document.querySelector('[role=alert]')!.textContent).toContain('A to-do of the forum is dropped by the forum.');
    expect(document.querySelector('[role=alert]')!.textContent).toContain('TD-3');
    expect(field('Reason').value).toBe('No longer needed');
    expect(closed).toBe(0);
  });
  it('shows the server’s fault at its field', async () => {
    answers = [() => problem(400, { code: 'invalid-field', detail: 'This is too long.', field: 'reason' })];
    await type('Reason', 'x');
    await submit();
    expect(field('Reason').getAttribute('aria-invalid')).toBe('true');
    expect(document.getElementById(field('Reason').getAttribute('aria-describedby')!.split(' ').find((id) => id.endsWith('error'))!)!.textContent).toBe('This is too long.');
  });
  it('after a lost connection the same key goes out again, so that nothing happens twice', async () => {
    answers = [() => Promise.reject(new TypeError('network')), accepted];
    await type('Reason', 'No longer needed');
    await submit();
    expect(document.body.textContent).toContain('Assay cannot be reached');
    await submit();
    expect(sent).toHaveLength(2);
    expect(sent[1]!.headers['Idempotency-Key']).toBe(sent[0]!.headers['Idempotency-Key']);
    expect(closed).toBe(1);
  });
  it('a record that somebody else changed is given again with its new version', async () => {
    answers = [() => problem(412, { code: 'version-conflict', detail: 'changed', actualVersion: 6 }), accepted];
    await type('Reason', 'No longer needed');
    await submit();
    expect(document.body.textContent).toContain('Somebody changed this record');
    await submit();
    expect(sent[1]!.headers['If-Match']).toBe('"6"');
  });
  it('keeps what was typed on this device until it is recorded, with its key', async () => {
    await type('Reason', 'Typed before the page was lost');
    const [kept] = Object.keys(localStorage).filter((name) => name.startsWith('assay-draft:'));
    expect(JSON.parse(localStorage.getItem(kept!)!)).toMatchObject({ command: 'DropToDo', draft: { reason: 'Typed before the page was lost' } });
    answers = [accepted];
    await submit();
    expect(Object.keys(localStorage).filter((name) => name.startsWith('assay-draft:'))).toEqual([]);
    expect(document.body.textContent).toContain('Recorded on disk.');
  });
});
