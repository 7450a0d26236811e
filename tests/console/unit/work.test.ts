// My work: before whom a record is laid, and that a tile counts what it opens.
import type { AnyRecord } from '~/api/model';
import { dueItems, ofTile, waitingFor, type Tile } from '~/features/work/due';
import type { Reader } from '~/features/work/turn';

const today = '2026-06-01';
const title = (_: string, record: AnyRecord) => record.id;
const action = (id: string, more: object) => ({ id, number: id, title: id, ownerId: 'lena', dueOn: '2026-05-01', ...more }) as unknown as AnyRecord;
const lena: Reader = { person: 'lena', roles: ['ACTION_OWNER', 'PROCESS_OWNER'] };
const mira: Reader = { person: 'mira', roles: ['AUDITOR'] };
const ingrid: Reader = { person: 'ingrid', roles: ['COMPLIANCE_MANAGER'] };
const seen = (records: Record<string, AnyRecord[]>, reader: Reader, more: { personnel?: number } = {}) => waitingFor(dueItems(records, title, { today, ...more }), reader).map(({ id }) => id);

describe('what waits for me', () => {
  it('is what I own as long as I move it, and what others own once it is mine to judge', () => {
    const actions = [action('own', { state: 'OPEN' }), action('plan', { state: 'PLAN_SUBMITTED' }), action('check', { state: 'IMPLEMENTED', checkFrom: '2026-05-30' })];
    expect(seen({ actions }, lena)).toEqual(['own']);
    expect(seen({ actions }, mira)).toEqual(['check']);
    expect(seen({ actions }, ingrid)).toEqual(['plan', 'check']);
  });
  it('is never a judgement of what I own or carry out, whatever my roles admit', () => {
    const own = { ownerId: 'ingrid', implementerIds: ['mira'] };
    const actions = [action('plan', { state: 'PLAN_SUBMITTED', ...own }), action('check', { state: 'IMPLEMENTED', ...own }), action('dispute', { state: 'OPEN', acceptance: 'ACTION_DISPUTED', disputedBy: 'ingrid' }), action('time', { state: 'OPEN', extensionState: 'EXTENSION_ASKED', extensionAskedBy: 'ingrid' })];
    expect(seen({ actions }, ingrid)).toEqual([]);
    expect(seen({ actions }, mira)).toEqual(['dispute']);
    expect(seen({ actions }, { person: 'paul', roles: ['TOP_MANAGEMENT'] })).toEqual(['plan', 'dispute', 'time']);
  });
  it('is the check of a plan that I approved only where two persons suffice', () => {
    const actions = [action('check', { state: 'IMPLEMENTED', approvedBy: 'ingrid' })];
    expect(seen({ actions }, ingrid, { personnel: 400 })).toEqual([]);
    expect(seen({ actions }, ingrid)).toEqual([]);
    expect(seen({ actions }, ingrid, { personnel: 40 })).toEqual(['check']);
  });
  it('is the audit that I am on the team of, the session that I train, the exercise that I take part in', () => {
    const records = {
      audits: [{ id: 'led', state: 'PLANNED', plannedFrom: today, team: [{ personId: 'mira' }] }, { id: 'begun', state: 'OPENED', plannedTo: today, team: [{ personId: 'mira' }] }, { id: 'other', state: 'PLANNED', plannedFrom: today, team: [{ personId: 'lena' }] }, { id: 'nobodys', state: 'PLANNED', plannedFrom: today, team: [] }],
      sessions: [{ id: 'course', state: 'SCHEDULED', plannedOn: today, trainerId: 'mira' }],
      exercises: [{ id: 'drill', state: 'PLANNED', plannedOn: today, witnessIds: ['mira'], participantIds: ['lena'] }],
    } as unknown as Record<string, AnyRecord[]>;
    expect(seen(records, { ...mira, roles: [] })).toEqual(['led', 'begun', 'drill', 'course']);
    expect(seen(records, { ...lena, roles: [] })).toEqual(['other', 'drill']);
    expect(seen(records, ingrid)).toEqual(['nobodys', 'drill', 'course']);
  });
  it('is the evidence that I am asked for, then the answer of whom I asked', () => {
    const request = (state: string) => ({ 'evidence-requests': [{ id: 'r', state, askedId: 'lena', requestedBy: 'mira', submittedBy: 'lena', auditId: 'a', dueOn: today }], audits: [{ id: 'a', state: 'REPORTED', team: [{ personId: 'helga' }] }] }) as unknown as Record<string, AnyRecord[]>;
    expect(seen(request('REQUESTED'), lena)).toEqual(['r']);
    expect(seen(request('REQUESTED'), mira)).toEqual([]);
    expect(seen(request('SUBMITTED'), lena)).toEqual([]);
    expect(seen(request('SUBMITTED'), mira)).toEqual(['r']);
    expect(seen(request('SUBMITTED'), { person: 'helga', roles: ['BODY_AUDITOR'] })).toEqual(['r']);
  });
  it('is a disputed finding for those who decide, once, also without a date', () => {
    const finding = { id: 'f', state: 'RAISED', statement: 'S', ownerId: 'lena', disputed: true, actionId: '' };
    expect(seen({ findings: [finding as never] }, lena)).toEqual([]);
    expect(seen({ findings: [finding as never] }, mira)).toEqual(['f']);
    expect(seen({ findings: [{ ...finding, actionId: 'a' } as never], actions: [action('a', { state: 'OPEN', findingId: 'f', acceptance: 'ACTION_DISPUTED' })] }, mira)).toEqual(['a']);
  });
  it('is the body’s turn when a response has come, and top management’s when minutes are to be signed', () => {
    const records = { findings: [{ id: 'f', state: 'RAISED', statement: 'S', ownerId: 'lena', actionId: 'a', bodyState: 'RESPONSE_SUBMITTED' }], 'management-reviews': [{ id: 'm', state: 'HELD', plannedOn: today }] } as unknown as Record<string, AnyRecord[]>;
    expect(seen(records, { person: 'helga', roles: ['BODY_AUDITOR'] })).toEqual(['f']);
    expect(seen(records, { person: 'paul', roles: ['TOP_MANAGEMENT'] })).toEqual(['m']);
  });
});

describe('a tile', () => {
  const items = dueItems(
    { actions: [action('late', { state: 'OPEN' }), action('soon', { state: 'OPEN', dueOn: '2026-06-20' }), action('plan', { state: 'PLAN_SUBMITTED', dueOn: '2026-09-20' }), action('check', { state: 'IMPLEMENTED', checkFrom: '2026-05-30' }), action('early', { state: 'IMPLEMENTED', checkFrom: '2026-08-30' })] },
    title,
    { today },
  );
  it('counts its own kind, and no check before its day', () => {
    const counted = Object.fromEntries((['late', 'soon', 'approve', 'verify', 'decide', 'judge'] as Tile[]).map((tile) => [tile, ofTile(tile, items, today).map(({ id }) => id)]));
    expect(counted).toEqual({ late: ['late', 'check'], soon: ['soon'], approve: ['plan'], verify: ['check'], decide: [], judge: [] });
  });
});
