// The form of a command against an answering server: what it sends, what it shows, what it keeps.
import { commandNamed } from '~/api/model';
import CommandForm from '~/record/form';
import { accepted, cleanUp, draw, errorOf, field, prepare, problem, server, submit, type, unreachable } from './screen';

const record = { id: '0190a1b2-c3d4-7e5f-8a9b-000000000001', state: 'TO_DO', meta: { version: 4 } } as never;
let closed: number;

beforeEach(async () => {
  prepare();
  closed = 0;
  await draw(<CommandForm asked={{ command: commandNamed('DropToDo'), record }} close={() => closed++} />);
});
afterEach(cleanUp);

describe('the form of a command', () => {
  it('says what is missing before anything is sent', async () => {
    await submit();
    expect(server.sent).toEqual([]);
    expect(field('Reason').getAttribute('aria-invalid')).toBe('true');
    expect(document.body.textContent).toContain('This field must be filled in.');
  });
  it('sends the version it saw and a key, once for a double click', async () => {
    server.answers = [accepted(), accepted()];
    await type('Reason', 'No longer needed');
    await submit(2);
    expect(server.sent).toHaveLength(1);
    expect(server.sent[0]!.path).toContain(':drop-to-do');
    expect(server.sent[0]!.body['reason']).toBe('No longer needed');
    expect(server.sent[0]!.headers['If-Match']).toBe('"4"');
    expect(server.sent[0]!.headers['Idempotency-Key']).toMatch(/^[0-9a-f-]{36}$/);
    expect(server.sent[0]!.headers['Assay-Console']).toBe('1');
    expect(closed).toBe(1);
  });
  it('shows a refusal with its rule and keeps what was typed', async () => {
    server.answers = [problem(422, { code: 'rule', detail: 'A to-do of the forum is dropped by the forum.', rule: 'TD-3', clause: '9.3', ruleset: 'assay-2026.1' })];
    await type('Reason', 'No longer needed');
    await submit();
    expect(document.querySelector('[role=alert]')!.textContent).toContain('A to-do of the forum is dropped by the forum.');
    expect(document.querySelector('[role=alert]')!.textContent).toContain('TD-3');
    expect(field('Reason').value).toBe('No longer needed');
    expect(closed).toBe(0);
  });
  it('shows the server’s fault at its field', async () => {
    server.answers = [problem(400, { code: 'invalid-field', detail: 'This is too long.', field: 'reason' })];
    await type('Reason', 'x');
    await submit();
    expect(field('Reason').getAttribute('aria-invalid')).toBe('true');
    expect(errorOf('Reason')).toBe('This is too long.');
  });
  it('after a lost connection the same key goes out again, so that nothing happens twice', async () => {
    server.answers = [unreachable, accepted()];
    await type('Reason', 'No longer needed');
    await submit();
    expect(document.body.textContent).toContain('Assay cannot be reached');
    await submit();
    expect(server.sent).toHaveLength(2);
    expect(server.sent[1]!.headers['Idempotency-Key']).toBe(server.sent[0]!.headers['Idempotency-Key']);
    expect(closed).toBe(1);
  });
  it('a record that somebody else changed is given again with its new version', async () => {
    server.answers = [problem(412, { code: 'version-conflict', detail: 'changed', actualVersion: 6 }), accepted()];
    await type('Reason', 'No longer needed');
    await submit();
    expect(document.body.textContent).toContain('Somebody changed this record');
    await submit();
    expect(server.sent[1]!.headers['If-Match']).toBe('"6"');
  });
  it('keeps what was typed on this device until it is recorded, with its key', async () => {
    await type('Reason', 'Typed before the page was lost');
    const [kept] = Object.keys(localStorage).filter((name) => name.startsWith('assay-draft:'));
    expect(JSON.parse(localStorage.getItem(kept!)!)).toMatchObject({ command: 'DropToDo', draft: { reason: 'Typed before the page was lost' } });
    server.answers = [accepted()];
    await submit();
    expect(Object.keys(localStorage).filter((name) => name.startsWith('assay-draft:'))).toEqual([]);
    expect(document.body.textContent).toContain('Recorded on disk.');
  });
});
