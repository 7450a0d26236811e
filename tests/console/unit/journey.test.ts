// What a certified journey offers next.
import type { AnyRecord } from '~/api/model';
import { aheadOf } from '~/features/journey/ahead';

const window = (key: string, auditId = '') => ({ key, earliest: '', latest: '', advisedBy: '', rule: '', auditId, doneOn: auditId && '2025-05-01' });
const audit = (id: string, type: string, state: string, plannedFrom = '2026-01-01') => ({ id, type, state, plannedFrom }) as unknown as AnyRecord;

describe('the audit ahead', () => {
  const fresh = [window('surveillance-1'), window('surveillance-2'), window('recertification')];
  it('is the first surveillance, not the recertification', () => expect(aheadOf(fresh, [audit('c', 'CERTIFICATION_STAGE_2', 'CLOSED')])).toEqual({ type: 'SURVEILLANCE' }));
  it('is the one that is planned, the earlier of two; never one that was called off', () => {
    expect(aheadOf(fresh, [audit('x', 'SURVEILLANCE', 'CANCELLED'), audit('r', 'RECERTIFICATION', 'PLANNED'), audit('b', 'SURVEILLANCE', 'PLANNED', '2027-01-01'), audit('a', 'SURVEILLANCE', 'OPENED')])?.audit?.id).toBe('a');
  });
  it('is not the one that has filled an earlier window', () => {
    expect(aheadOf([window('surveillance-1', 'a'), window('surveillance-2'), window('recertification')], [audit('a', 'SURVEILLANCE', 'REPORTED')])).toEqual({ type: 'SURVEILLANCE' });
  });
  it('is the recertification after both, and nothing after that', () => {
    expect(aheadOf([window('surveillance-1', 'a'), window('surveillance-2', 'b'), window('recertification')], [])).toEqual({ type: 'RECERTIFICATION' });
    expect(aheadOf([window('surveillance-1', 'a'), window('surveillance-2', 'b'), window('recertification', 'c')], [])).toBeUndefined();
  });
});
