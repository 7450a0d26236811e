// The answer to a line of a checklist: what it is filled with, what is sent, and what another auditor's answer does to it.
import type { AnyRecord } from '~/api/model';
import { AnswerForm } from '~/features/audits/answer-form';
import { answerAt, takenFromAnswer, type Answer, type Line } from '~/features/audits/lines';
import { givenBy, keepGiven, waiting } from '~/record/drafts';
import { Outbox } from '~/record/outbox';
import { accepted, cleanUp, draw, field, place, prepare, press, problem, server, settle, submit, type, unreachable } from './screen';

const audit = { id: '0190a1b2-c3d4-7e5f-8a9b-000000000002', state: 'OPENED' } as AnyRecord;
const line: Line = { line: '27001/4.1/1', question: 'Is it so?', lookFor: '', title: '', standard: '27001', edition: '2022', clause: '4.1' };
const file = { sha256: 'ab', title: 'photo.jpg', mediaType: 'image/jpeg', bytes: 7, effectiveOn: '2026-11-20' };
const answered = (more: Partial<Answer> = {}): Answer => ({
  key: 'k', line: line.line, siteId: '', result: 'CONFORM', statement: 'Seen.', methods: ['BY_OBSERVATION'], justification: '', evidenceFiles: [file],
  samples: [{ population: 'Tickets', populationSize: 100, method: 'JUDGEMENT', sampleSize: 7, minimum: 0, items: ['T-1'], confidencePercent: 0, justification: 'few' }], ...more,
});
const checklist = (version: number, ...answers: Answer[]) => ({ id: audit.id, lines: [line], answers, meta: { version } }) as unknown as AnyRecord;
vi.setConfig({ testTimeout: 60_000 }); // a busy machine
let done: number;
const open = (version: number, ...answers: Answer[]) => draw(<AnswerForm audit={audit} checklist={checklist(version, ...answers)} line={line} answer={answers[0]} siteId="" usual={['BY_INTERVIEW']} done={() => done++} />);
const stands = (record: AnyRecord) => (server.records[`audit-checklists/${audit.id}`] = record);

beforeEach(() => {
  prepare();
  done = 0;
});
afterEach(cleanUp);

describe('an answer that is given again', () => {
  it('sends all that it had: files, samples and how it was found', async () => {
    await open(3, answered());
    expect(document.body.textContent).toContain('SHA-256 ab');
    server.answers = [accepted()];
    await type('Statement', 'Seen again.');
    await submit();
    expect(server.sent[0]!.body).toMatchObject({ result: 'CONFORM', statement: 'Seen again.', methods: ['BY_OBSERVATION'], evidenceFiles: [file], samples: [{ population: 'Tickets', populationSize: 100, sampleSize: 7, items: ['T-1'], justification: 'few' }] });
    expect(server.sent[0]!.headers['If-Match']).toBe('"3"');
    expect(done).toBe(1);
  });
  it('is that of the site that is chosen, never another one’s', () => {
    const given = [answered({ siteId: 'a' }), answered({ siteId: 'b', result: 'MINOR' })];
    expect(answerAt(given, 'b', ['a', 'b'])!.result).toBe('MINOR');
    expect(answerAt(given, '', ['a', 'b'])).toBeUndefined();
    expect(answerAt(given, 'c', ['a', 'b', 'c'])).toBeUndefined();
    expect(answerAt([answered({ siteId: 'a' })], '', ['a'])).toBeDefined(); // there is one site only
  });
});

describe('two auditors with one checklist', () => {
  it('are not in each other’s way on different lines', async () => {
    await open(3);
    await press('1 Conform');
    await type('Statement', 'Mine.');
    stands(checklist(8, answered({ line: '27001/4.2/1' })));
    server.answers = [problem(412, { code: 'version-conflict', actualVersion: 8 }), accepted()];
    await submit();
    expect(server.sent.map(({ headers }) => headers['If-Match'])).toEqual(['"3"', '"8"']);
    expect(done).toBe(1);
  });
  it('do not overwrite each other on the same line', async () => {
    await open(3, answered());
    await type('Statement', 'Mine.');
    stands(checklist(8, answered({ statement: 'Theirs.', result: 'MINOR' })));
    server.answers = [problem(412, { code: 'version-conflict', actualVersion: 8 }), accepted()];
    await submit();
    expect(done).toBe(0);
    expect(document.querySelector('[aria-label="Their version and yours"]')!.textContent).toContain('Theirs.');
    expect(field('Statement').value).toBe('Mine.');
    expect(document.querySelector('[aria-checked=true]')!.textContent).toContain('Minor'); // not touched here
    await submit();
    expect(server.sent[1]!.headers['If-Match']).toBe('"8"');
    expect(server.sent[1]!.body).toMatchObject({ result: 'MINOR', statement: 'Mine.' });
  });
  it('do not when a kept draft is opened again', async () => {
    await open(3, answered());
    await type('Statement', 'Mine.');
    await open(8, answered({ statement: 'Theirs.' }));
    expect(field('Statement').value).toBe('Mine.');
    expect(document.querySelector('[aria-label="Their version and yours"]')!.textContent).toContain('Theirs.');
    expect(document.body.textContent).toContain('and not recorded yet');
  });
  it('do not when it waited for the connection', async () => {
    await open(3, answered());
    await type('Statement', 'Mine.');
    server.answers = [unreachable];
    await submit();
    expect(done).toBe(1);
    stands(checklist(8, answered({ statement: 'Theirs.' })));
    server.answers = [problem(412, { code: 'version-conflict', detail: 'changed', actualVersion: 8 })];
    await draw(<Outbox />);
    window.dispatchEvent(new Event('online'));
    await settle();
    expect(document.body.textContent).toContain('1 refused');
    await open(8, answered({ statement: 'Theirs.' }));
    expect(field('Statement').value).toBe('Mine.');
    server.answers = [accepted()];
    await submit();
    expect(givenBy('u')).toEqual([]);
  });
});

describe('a hall without reception', () => {
  it('loses none of sixty answers', async () => {
    for (let i = 0; i < 59; i++) keepGiven({ organisation: place.organisation, account: 'u', command: 'AnswerLine', collection: 'audit-checklists', verb: 'answer-line', subject: `${audit.id}:${i}:`, id: audit.id, key: String(i), version: 3 + i, base: {}, draft: { line: String(i) }, body: { line: String(i) }, at: i });
    await open(70);
    await press('1 Conform');
    await type('Statement', 'The last one.');
    server.answers = [unreachable];
    await submit();
    expect(done).toBe(1);
    expect(waiting('u', place.organisation)).toHaveLength(60);
    server.answers = Array.from({ length: 60 }, (_, i) => accepted(100 + i));
    await draw(<Outbox />);
    window.dispatchEvent(new Event('online'));
    for (let i = 0; i < 100 && givenBy('u').length > 0; i++) await settle();
    expect(server.sent.slice(1).map(({ headers }) => headers['Idempotency-Key']).slice(0, 59)).toEqual(Array.from({ length: 59 }, (_, i) => String(i)));
    expect(server.sent).toHaveLength(61);
  });
  it('stays on the line where the device has no room', async () => {
    await open(3);
    await press('1 Conform');
    await type('Statement', 'Mine.');
    const full = vi.spyOn(Storage.prototype, 'setItem').mockImplementation(() => {
      throw new DOMException('full', 'QuotaExceededError');
    });
    server.answers = [unreachable];
    await submit();
    full.mockRestore();
    expect(done).toBe(0);
    expect(document.body.textContent).toContain('This device keeps nothing more');
    expect(field('Statement').value).toBe('Mine.');
  });
});

describe('what an answer says', () => {
  it('is taken without what the command does not take', () => {
    const [sample] = takenFromAnswer(answered({ samples: [{ population: 'x', secret: 1 }] }))['samples'] as object[];
    expect(sample).toEqual({ population: 'x' });
    expect(takenFromAnswer(undefined)).toEqual({});
  });
});
