// Which audit a certified journey comes to next: pure.
import type { Schemas } from '~/api/client';
import type { AnyRecord } from '~/api/model';

export interface Ahead {
  type: 'SURVEILLANCE' | 'RECERTIFICATION';
  /** Planned already, or under way. */
  audit?: AnyRecord;
}
const underWay = ['PLANNED', 'OPENED', 'REPORTED'];

/** The audit of the first window that none has filled; nothing when all are filled. */
export function aheadOf(windows: Schemas['scheduling.Window'][], audits: AnyRecord[]): Ahead | undefined {
  const window = windows.find(({ doneOn }) => !doneOn);
  if (!window) return undefined;
  const type = window.key.startsWith('surveillance') ? 'SURVEILLANCE' : 'RECERTIFICATION';
  const filled = new Set(windows.map(({ auditId }) => auditId));
  const [audit] = audits
    .filter((each) => each['type'] === type && underWay.includes(String(each.state)) && !filled.has(each.id))
    .sort((a, b) => (String(a['plannedFrom']) < String(b['plannedFrom']) ? -1 : 1));
  return { type, ...(audit && { audit }) };
}
