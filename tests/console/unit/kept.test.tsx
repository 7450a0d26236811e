// What becomes of what was typed and given when answers are lost, records change and others have the same form open.
import { commandNamed, type AnyRecord } from '~/api/model';
import type { Asked } from '~/record/command';
import { givenBy, readDraft, waiting } from '~/record/drafts';
import CommandForm from '~/record/form';
import { Outbox } from '~/record/outbox';
import { UserMenu } from '~/shell/tools';
import { accepted, cleanUp, draw, errorOf, field, place, prepare, press, problem, server, settle, submit, type, unreachable } from './screen';

vi.mock('@mantine/core', async (original) => {
  const all = await original<typeof import('@mantine/core')>();
  // What opens on top stands where it is.
  const Menu = Object.assign(({ children }: { children: unknown }) => <>{children as never}</>, { Target: ({ children }: { children: unknown }) => <>{children as never}</>, Dropdown: ({ children }: { children: unknown }) => <>{children as never}</>, Label: () => null, Divider: () => null, Item: ({ children, onClick }: { children: string; onClick: () => void }) => <button role="menuitem" onClick={onClick}>{children}</button> });
  return { ...all, Menu };
});

const id = '0190a1b2-c3d4-7e5f-8a9b-000000000001';
const toDo = { id, state: 'TO_DO', meta: { version: 4 } } as never;
const site = (version: number, more: object = {}) => ({ id, state: 'OPEN', name: 'Tallinn', address: 'Sadama 1', zone: 'Europe/Tallinn', activities: 'Operations', personnel: 12, shifts: 3, meta: { version }, ...more }) as unknown as AnyRecord;
vi.setConfig({ testTimeout: 60_000 }); // a busy machine
let closed: number;
const open = (asked: Asked) => draw(<CommandForm asked={asked} close={() => closed++} />);
const addToDo = { command: commandNamed('AddToDo') };
const dropToDo = { command: commandNamed('DropToDo'), record: toDo };
const revise = (record: AnyRecord): Asked => ({ command: commandNamed('ReviseSite'), record });
const keyOf = (i: number) => server.sent[i]!.headers['Idempotency-Key'];
const drafts = () => Object.keys(localStorage).filter((name) => name.startsWith('assay-draft:'));

beforeEach(() => {
  prepare();
  closed = 0;
});
afterEach(cleanUp);

describe('without connection', () => {
  it('two forms about the same thing wait beside each other, and typing into the second takes nothing back', async () => {
    server.answers = [unreachable, unreachable];
    await open(dropToDo);
    await type('Reason', 'the first');
    await submit();
    expect(document.body.textContent).toContain('It is kept on this device and is sent once the connection is back');
    await open(dropToDo);
    expect(field('Reason').value).toBe('');
    await type('Reason', 'the second');
    expect(waiting('u', place.organisation).map(({ body }) => body!['reason'])).toEqual(['the first']);
    await submit();
    expect(waiting('u', place.organisation).map(({ body }) => body!['reason'])).toEqual(['the first', 'the second']);
    expect(keyOf(1)).not.toBe(keyOf(0));
  });
  it('what waits is sent in its order, each upon what the one before made', async () => {
    server.answers = [unreachable, unreachable];
    for (const reason of ['the first', 'the second']) {
      await open(dropToDo);
      await type('Reason', reason);
      await submit();
    }
    server.answers = [accepted(5), accepted(6)];
    await draw(<Outbox />);
    window.dispatchEvent(new Event('online'));
    await settle();
    await settle();
    expect(server.sent.slice(2).map(({ body, headers }) => [body['reason'], headers['If-Match'], headers['Idempotency-Key']])).toEqual([['the first', '"4"', keyOf(0)], ['the second', '"5"', keyOf(1)]]);
    expect(givenBy('u')).toEqual([]);
  });
  it('a server that is busy is asked later; nothing counts as refused', async () => {
    server.answers = [unreachable];
    await open(dropToDo);
    await type('Reason', 'the first');
    await submit();
    await draw(<Outbox />);
    for (const status of [429, 408, 503]) {
      server.answers = [problem(status, { detail: 'later' }, status === 503 ? { 'Retry-After': '60' } : {})];
      window.dispatchEvent(new Event('online'));
      await settle();
      expect(waiting('u', place.organisation)).toHaveLength(1);
    }
    const before = server.sent.length;
    window.dispatchEvent(new Event('online')); // within the pause that was asked for
    await settle();
    expect(server.sent).toHaveLength(before);
  });
  it('what is refused when the connection is back is listed with its reason until it is discarded', async () => {
    server.answers = [unreachable];
    await open(dropToDo);
    await type('Reason', 'the first');
    await submit();
    server.answers = [problem(422, { code: 'rule', detail: 'The forum drops it.' })];
    await draw(<Outbox />);
    window.dispatchEvent(new Event('online'));
    await settle();
    expect(document.body.textContent).toContain('1 refused; kept here until you mend or discard it:');
    expect(document.body.textContent).toContain('The forum drops it.');
    // Its form has it again, and giving it takes it from the list.
    const kept = givenBy('u')[0]!;
    server.answers = [accepted()];
    await open({ ...dropToDo, kept });
    expect(field('Reason').value).toBe('the first');
    await submit();
    expect(givenBy('u')).toEqual([]);
  });
  it('a device that keeps nothing more says so', async () => {
    await open(dropToDo);
    const full = vi.spyOn(Storage.prototype, 'setItem').mockImplementation(() => {
      throw new DOMException('full', 'QuotaExceededError');
    });
    server.answers = [unreachable];
    await type('Reason', 'the first');
    await submit();
    expect(document.body.textContent).toContain('This device keeps nothing more');
    expect(document.body.textContent).not.toContain('you can close this form');
    expect(closed).toBe(0);
    full.mockRestore();
  });
});

describe('a word corrected after a lost answer', () => {
  it('is not taken for what was recorded: that is shown, and this is given under another key', async () => {
    server.answers = [unreachable, problem(409, { code: 'idempotency-key-reused', detail: 'used' }), accepted()];
    await open(dropToDo);
    await type('Reason', 'No longer neded');
    await submit();
    await type('Reason', 'No longer needed');
    server.records[id] = { id, title: 'Buy a generator', meta: { version: 5 } };
    await submit();
    expect(keyOf(1)).toBe(keyOf(0));
    expect(document.querySelector('[role=alert]')!.textContent).toContain('What you gave first is recorded');
    expect(document.querySelector('[role=alert]')!.textContent).toContain('Buy a generator');
    expect(waiting('u', place.organisation)).toEqual([]);
    await press('Give this as another one');
    await type('Reason', 'No longer needed');
    expect(closed).toBe(0);
    await submit();
    expect(keyOf(2)).not.toBe(keyOf(0));
    expect(server.sent[2]!.headers['If-Match']).toBe('"5"');
    expect(server.sent[2]!.body['reason']).toBe('No longer needed');
    expect(closed).toBe(1);
  });
});

describe('the same form in two tabs', () => {
  it('has a key and a record of its own in each', async () => {
    await open(addToDo);
    await type('Title', 'typed in the first tab');
    const first = readDraft(drafts()[0]!)!;
    await open(addToDo); // the second tab finds it
    expect(field('Title').value).toBe('typed in the first tab');
    await type('Title', 'typed in the second tab');
    const second = readDraft(drafts()[0]!)!;
    expect(second.key).not.toBe(first.key);
    expect(second.id).not.toBe(first.id);
  });
  it('begun anew makes another record, too', async () => {
    await open(addToDo);
    await type('Title', 'x');
    const first = readDraft(drafts()[0]!)!;
    await open(addToDo);
    await press('Start over');
    expect(drafts()).toEqual([]);
    await type('Title', 'y');
    const second = readDraft(drafts()[0]!)!;
    expect([second.key === first.key, second.id === first.id]).toEqual([false, false]);
  });
  it('what may have arrived keeps its key when the page is opened again', async () => {
    server.answers = [() => new Promise<Response>(() => {}), accepted()]; // the page is lost before an answer
    await open(dropToDo);
    await type('Reason', 'x');
    await submit();
    await open(dropToDo);
    await submit();
    expect(keyOf(1)).toBe(keyOf(0));
  });
  it('opened with something, it neither shows nor overwrites what was typed into the empty one', async () => {
    await open(dropToDo);
    await type('Reason', 'typed into the empty one');
    await open({ ...dropToDo, preset: { reason: 'given with it' } });
    expect(field('Reason').value).toBe('given with it');
    await type('Reason', 'given with it, and more');
    await open(dropToDo);
    expect(field('Reason').value).toBe('typed into the empty one');
  });
});

describe('a record that somebody else changed', () => {
  it('is not overwritten by a restored draft: what was not touched follows it, what was stands beside theirs', async () => {
    await open(revise(site(4)));
    await type('Name', 'Tallinn operations');
    await type('Reason', 'renamed');
    await open(revise(site(6, { name: 'Tallinn centre', address: 'Sadama 9' })));
    expect(field('Address').value).toBe('Sadama 9');
    expect(field('Name').value).toBe('Tallinn operations');
    expect(document.querySelector('[aria-label="Their version and yours"]')!.textContent).toContain('Tallinn centre');
    server.answers = [accepted()];
    await submit();
    expect(server.sent[0]!.headers['If-Match']).toBe('"6"');
    expect(server.sent[0]!.body).toMatchObject({ name: 'Tallinn operations', address: 'Sadama 9', reason: 'renamed' });
  });
  it('while the form is open: theirs can be taken', async () => {
    await open(revise(site(4)));
    await type('Name', 'Tallinn operations');
    await type('Reason', 'renamed');
    server.records[id] = site(6, { name: 'Tallinn centre', address: 'Sadama 9' });
    server.answers = [problem(412, { code: 'version-conflict', detail: 'changed', actualVersion: 6 }), accepted()];
    await submit();
    expect(document.body.textContent).toContain('Somebody changed this record');
    expect(field('Address').value).toBe('Sadama 9');
    await press('Take theirs: Name');
    expect(field('Name').value).toBe('Tallinn centre');
    await submit();
    expect(server.sent[1]!.headers['If-Match']).toBe('"6"');
    expect(server.sent[1]!.body).toMatchObject({ name: 'Tallinn centre', address: 'Sadama 9' });
  });
  it('an unchanged record keeps the version that was seen', async () => {
    await open(revise(site(4)));
    await type('Reason', 'renamed');
    await open(revise(site(4)));
    server.answers = [accepted()];
    await submit();
    expect(server.sent[0]!.headers['If-Match']).toBe('"4"');
  });
});

describe('a fault of a part', () => {
  it('is shown at its group where no input of it holds it', async () => {
    const step = { id: 'step', what: 'Buy', implementerId: 'p', dueOn: '2026-12-01', siteId: '', state: 'DONE' };
    const action = { id, plan: 'The plan', finishBy: '2026-12-02', implementerIds: [], steps: [step], meta: { version: 3 } } as unknown as AnyRecord;
    await open({ command: commandNamed('AmendPlan'), record: action });
    await type('Reason', 'later');
    server.answers = [problem(422, { code: 'step-twice', detail: 'Two steps are one.', field: 'steps[0].id' }), problem(422, { code: 'too-long', detail: 'Shorter.', field: 'steps[0].what' })];
    await submit();
    expect(server.sent[0]!.body['steps']).toEqual([{ id: 'step', what: 'Buy', implementerId: 'p', dueOn: '2026-12-01' }]);
    expect([...document.querySelectorAll('fieldset [role=alert]')].map((each) => each.textContent)).toEqual(['Two steps are one.']);
    await submit();
    expect(errorOf('What')).toBe('Shorter.');
  });
});

describe('signing out', () => {
  it('asks before it throws away what waits to be sent', async () => {
    server.answers = [unreachable];
    await open(dropToDo);
    await type('Reason', 'given');
    await submit();
    await draw(<UserMenu />);
    await press('Sign out');
    expect(document.body.textContent).toContain('1 given and not recorded yet');
    expect(server.sent).toHaveLength(1);
    await press('Stay signed in');
    expect(givenBy('u')).toHaveLength(1);
  });
  it('that does not work says so, and forgets nothing', async () => {
    await open(dropToDo);
    await type('Reason', 'typed');
    server.answers = [unreachable];
    await draw(<UserMenu />);
    await press('Sign out');
    expect(document.body.textContent).toContain('Assay cannot be reached');
    expect(drafts()).toHaveLength(1);
  });
});
