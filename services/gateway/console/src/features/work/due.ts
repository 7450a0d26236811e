// Everything with a date that somebody must keep, from all registers: pure.
import type { AnyRecord } from '~/api/model';
import { addDays } from '~/api/queries';

export interface DueItem {
  collection: string;
  id: string;
  number: string;
  title: string;
  on: string;
  owner: string;
  state: string;
  stateType: string;
}
const dates: Record<string, { type: string; on: (record: AnyRecord) => unknown; title?: string }> = {
  actions: { type: 'actions.Action.State', title: 'title', on: (record) => (['OPEN', 'CONTAINED', 'CAUSE_ANALYSED', 'PLAN_REJECTED'].includes(String(record.state)) && record['planDueOn'] ? record['planDueOn'] : record.state === 'IMPLEMENTED' ? record['checkFrom'] || record['dueOn'] : record['dueOn']) },
  'to-dos': { type: 'actions.ToDo.State', on: (record) => record['dueOn'] },
  'evidence-requests': { type: 'audits.EvidenceRequest.State', title: 'what', on: (record) => record['dueOn'] },
  'management-reviews': { type: '', on: (record) => record['plannedOn'] },
  audits: { type: '', on: (record) => record['plannedFrom'] },
  exercises: { type: '', on: (record) => record['plannedOn'] },
  sessions: { type: '', on: (record) => record['plannedOn'] },
};

export function dueItems(records: Record<string, AnyRecord[]>, titleOf: (collection: string, record: AnyRecord) => string): DueItem[] {
  const items: DueItem[] = [];
  for (const [collection, { type, on, title }] of Object.entries(dates)) {
    for (const record of records[collection] ?? []) {
      items.push({
        collection, id: record.id, number: String(record['number'] ?? ''),
        title: String((title && record[title]) || titleOf(collection, record)),
        on: String(on(record) ?? ''), owner: String(record['ownerId'] ?? record['askedId'] ?? ''), state: String(record.state ?? ''), stateType: type,
      });
    }
  }
  // A finding has its own date only where no action carries it.
  for (const finding of records['findings'] ?? []) {
    if (finding['actionId'] || !finding['dueOn']) continue;
    items.push({ collection: 'findings', id: finding.id, number: String(finding['number']), title: String(finding['statement']), on: String(finding['dueOn']), owner: String(finding['ownerId']), state: String(finding.state), stateType: 'audits.Finding.State' });
  }
  return items.filter((item) => item.on).sort((a, b) => (a.on < b.on ? -1 : a.on > b.on ? 1 : 0));
}

const newDays = 14;
const untouched = ['OPEN', 'TO_DO', 'RAISED'];
/** Given to the person lately, and nothing done about it yet. */
export const isNewFor = (record: AnyRecord, person: string, today: string) =>
  person !== '' && record['ownerId'] === person && untouched.includes(String(record.state)) && (record.meta?.createdAt ?? '').slice(0, 10) >= addDays(today, -newDays);
