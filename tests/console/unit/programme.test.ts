import { conflictsOf, itemsOf, movePreset, whatIf } from '~/features/calendar/plan';
import { cellKey, sheetOf, type Cell } from '~/features/calendar/coverage';
import { isNewFor } from '~/features/work/due';
import { crc32, zip } from '~/features/proof/zip';
import { filesIn } from '~/features/proof/evidence-file';
import type { AnyRecord } from '~/api/model';

const audit = (id: string, plannedFrom: string, plannedTo: string, more: object = {}) => ({ id, state: 'PLANNED', type: 'INTERNAL', plannedFrom, plannedTo, team: [], siteIds: [], journeyId: 'j', ...more }) as unknown as AnyRecord;
const items = (...audits: AnyRecord[]) => itemsOf({ audits }, (_, record) => record.id);
const words = (found: { word: string }[]) => found.map(({ word }) => word);

describe('the plan', () => {
  it('leaves out what was called off, and shows what happened on its days', () => {
    const [only, ...none] = items(audit('x', '2026-03-02', '2026-03-03', { state: 'CANCELLED' }), audit('a', '2026-03-02', '2026-03-03', { state: 'CLOSED', firstDay: '2026-03-09', lastDay: '2026-03-10' }));
    expect(none).toEqual([]);
    expect(only).toMatchObject({ id: 'a', from: '2026-03-09', to: '2026-03-10', movable: false, over: true });
  });
  it('finds who and which site is double booked, on shared days only', () => {
    const team = [{ personId: 'mira' }];
    const found = conflictsOf(items(audit('a', '2026-03-02', '2026-03-04', { team, siteIds: ['s'] }), audit('b', '2026-03-04', '2026-03-05', { team, siteIds: ['s'] }), audit('c', '2026-03-06', '2026-03-06', { team })));
    expect(found.map(({ kind, who, a, b }) => [kind, who, a.id, b.id])).toEqual([['person', 'mira', 'a', 'b'], ['site', 's', 'a', 'b']]);
  });
  it('tells what would follow from a move: past, weekend, window, expiry, double booking', () => {
    const cycle = { journeyId: 'j', expiresOn: '2027-12-31', windows: [{ key: 'surveillance-1', earliest: '2026-06-01', latest: '2026-08-31', doneOn: '' }] } as never;
    const all = items(audit('s1', '2026-07-06', '2026-07-07', { type: 'SURVEILLANCE', team: [{ personId: 'helga' }] }), audit('b', '2026-08-03', '2026-08-03', { team: [{ personId: 'helga' }] }));
    const item = all.find(({ id }) => id === 's1')!;
    expect(whatIf(item, '2026-07-13', all, '2026-05-01', [cycle])).toEqual([]);
    expect(words(whatIf(item, '2026-08-03', all, '2026-05-01', [cycle]))).toEqual(['ifPerson']);
    expect(words(whatIf(item, '2026-09-07', all, '2026-05-01', [cycle]))).toEqual(['ifWindow']);
    expect(words(whatIf(item, '2026-07-11', all, '2026-07-12', [cycle]))).toEqual(['ifPast', 'ifWeekend']);
    expect(words(whatIf(item, '2027-12-31', all, '2026-05-01', [cycle]))).toEqual(['ifWindow', 'ifExpired']);
    expect(movePreset(item, '2026-07-13')).toEqual({ plannedFrom: '2026-07-13', plannedTo: '2026-07-14' });
  });
});

describe('coverage', () => {
  const cell = (standard: string, siteId: string, clause: string, year: number, state = 'MISSING') => ({ standard, siteId, clause, year, state, rating: 'LEVEL_UNSPECIFIED', auditIds: [], roundIds: [], lastResult: 'CLAUSE_ANSWER_UNSPECIFIED' }) as unknown as Cell;
  it('is laid out by site, clause in the order of the outline, and year, for one standard', () => {
    const sheet = sheetOf([cell('27001', 's', 'A.5', 2026), cell('27001', 's', '10', 2026, 'PLANNED'), cell('27001', 't', '9', 2027), cell('9001', 's', '4', 2025)], '27001');
    expect(sheet.standards).toEqual(['9001', '27001']);
    expect(sheet.clauses).toEqual(['9', '10', 'A.5']);
    expect(sheet.years).toEqual([2026, 2027]);
    expect(sheet.sites).toEqual(['s', 't']);
    expect(sheet.cells.get(cellKey('s', '10', 2026))!.state).toBe('PLANNED');
    expect(sheet.cells.get(cellKey('t', '10', 2026))).toBeUndefined();
  });
});

describe('newly mine', () => {
  it('is what I was given lately and have not begun', () => {
    const record = (more: object) => ({ id: 'x', state: 'OPEN', ownerId: 'me', meta: { createdAt: '2026-11-10T09:00:00Z' }, ...more }) as unknown as AnyRecord;
    expect(isNewFor(record({}), 'me', '2026-11-20', 'UTC')).toBe(true);
    expect(isNewFor(record({}), 'me', '2026-11-30', 'UTC')).toBe(false);
    expect(isNewFor(record({ state: 'CONTAINED' }), 'me', '2026-11-20', 'UTC')).toBe(false);
    expect(isNewFor(record({ ownerId: 'you' }), 'me', '2026-11-20', 'UTC')).toBe(false);
  });
});

describe('an evidence file', () => {
  it('has the checksums that every tool expects', () => {
    expect(crc32(new TextEncoder().encode('123456789') as never)).toBe(0xcbf43926);
  });
  it('is a ZIP archive with a directory', async () => {
    const blob = zip([['policy', new TextEncoder().encode('keys') as never]]);
    const bytes = await new Promise<Uint8Array>((resolve) => {
      const reader = new FileReader();
      reader.onload = () => resolve(new Uint8Array(reader.result as ArrayBuffer));
      reader.readAsArrayBuffer(blob);
    });
    expect(bytes.length).toBe(30 + 6 + 4 + 46 + 6 + 22);
    expect(String.fromCharCode(...bytes.slice(0, 2))).toBe('PK');
  });
  it('takes along the files that its entries name', () => {
    const hash = 'ab'.repeat(32);
    expect(filesIn([{ event: { data: { file: { sha256: hash, title: 'x' }, other: [{ sha256: 'no hash' }] } } }])).toEqual([hash]);
  });
});
