// Everything that somebody must keep or judge, from all registers: pure.
import type { AnyRecord } from '~/api/model';
import { addDays, dayIn } from '~/api/queries';
import { isFor, teamOf, turnOf, type Judgement, type Reader, type Turn } from './turn';

export interface DueItem {
  collection: string;
  id: string;
  number: string;
  title: string;
  on: string; // empty: without a date
  owner: string;
  state: string;
  stateType: string;
  turn: Turn;
}
const dates: Record<string, { type: string; on: (record: AnyRecord) => unknown; title?: string }> = {
  actions: { type: 'actions.Action.State', title: 'title', on: (record) => (['OPEN', 'CONTAINED', 'CAUSE_ANALYSED', 'PLAN_REJECTED'].includes(String(record.state)) && record['planDueOn'] ? record['planDueOn'] : record.state === 'IMPLEMENTED' ? record['checkFrom'] || record['dueOn'] : record['dueOn']) },
  'to-dos': { type: 'actions.ToDo.State', on: (record) => record['dueOn'] },
  'evidence-requests': { type: 'audits.EvidenceRequest.State', title: 'what', on: (record) => record['dueOn'] },
  'management-reviews': { type: '', on: (record) => record['plannedOn'] },
  audits: { type: '', on: (record) => (record.state === 'OPENED' ? record['plannedTo'] : record['plannedFrom']) },
  exercises: { type: '', on: (record) => record['plannedOn'] },
  sessions: { type: '', on: (record) => record['plannedOn'] },
  findings: { type: 'audits.Finding.State', title: 'statement', on: (record) => record['dueOn'] },
};

/** Sorted by date. A finding counts for itself only where no action carries it, or where it is itself what is judged. */
export function dueItems(records: Record<string, AnyRecord[]>, titleOf: (collection: string, record: AnyRecord) => string, { today = '', personnel = 0 } = {}): DueItem[] {
  const teams = new Map((records['audits'] ?? []).map((audit) => [audit.id, teamOf(audit)]));
  const disputed = new Set((records['actions'] ?? []).filter((action) => action['acceptance'] === 'ACTION_DISPUTED').map((action) => action['findingId']));
  const known = { today, personnel, teamOf: (audit: string) => teams.get(audit) ?? [] };
  const items: DueItem[] = [];
  for (const [collection, { type, on, title }] of Object.entries(dates)) {
    for (const record of records[collection] ?? []) {
      if (collection === 'audits' && record.state === 'REPORTED') continue; // its team still judges the evidence that came
      const turn = turnOf(collection, record, known);
      if (collection === 'findings' && record['actionId'] && (!turn.judgement || disputed.has(record.id))) continue;
      const date = String(on(record) ?? '');
      if (!date && !turn.judgement) continue;
      items.push({
        collection, id: record.id, number: String(record['number'] ?? ''), title: String((title && record[title]) || titleOf(collection, record)),
        on: date, owner: String(record['ownerId'] ?? record['askedId'] ?? ''), state: String(record.state ?? ''), stateType: type, turn,
      });
    }
  }
  return items.sort((a, b) => (a.on < b.on ? -1 : a.on > b.on ? 1 : 0));
}

/** What a tile counts; the list that it opens is the same. */
export type Tile = 'late' | 'soon' | Judgement;
export const soonDays = 30;
export function ofTile(tile: Tile, items: DueItem[], today: string): DueItem[] {
  if (tile === 'late') return items.filter(({ on }) => on !== '' && on < today);
  if (tile === 'soon') return items.filter(({ on }) => on >= today && on <= addDays(today, soonDays));
  return items.filter(({ turn }) => turn.judgement === tile);
}
export const waitingFor = (items: DueItem[], reader: Reader): DueItem[] => items.filter(({ turn }) => isFor(turn, reader));

const newDays = 14;
const untouched = ['OPEN', 'TO_DO', 'RAISED'];
/** Given to the person lately, and nothing done about it yet. */
export const isNewFor = (record: AnyRecord, person: string, today: string, zone: string) =>
  person !== '' && record['ownerId'] === person && untouched.includes(String(record.state)) && dayIn(zone, record.meta?.createdAt ?? '') >= addDays(today, -newDays);
