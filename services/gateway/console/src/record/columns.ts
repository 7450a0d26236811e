// Which columns a register shows first, and cells as plain text.
import { fieldsOf, fieldsOfRecord, type Field, type Sealed } from '~/api/model';
import type { I18n } from '~/i18n';
import { isEmpty } from './unsaid';
import { isId } from './value';

const first: Record<string, string> = {
  findings: 'number,grade,state,statement,standard,clause,siteId,ownerId,dueOn,overdue,bodyState',
  actions: 'number,grade,state,title,ownerId,dueOn,overdue,siteId,planDueOn',
  audits: 'type,state,plannedFrom,plannedTo,standards,siteIds,bodyId,reportedOn',
  'to-dos': 'title,priority,state,ownerId,dueOn,overdue',
  certificates: 'number,standard,state,scope,siteIds,expiresOn,revision',
  'management-reviews': 'plannedOn,state,standards,heldOn,signedOn,signedBy',
  people: 'name,tie,siteId,email,state,leftOn',
  sites: 'name,address,personnel,shifts,activities,state',
  sessions: 'title,kind,state,plannedOn,heldOn,trainerId,attendedIds',
  exercises: 'plan,scenario,siteId,state,plannedOn,heldOn,objectivesMet',
  'evidence-requests': 'number,state,what,clause,askedId,dueOn,overdue,auditId',
  enquiries: 'bodyId,state,sentOn,returnedOn,journeyId',
  quotations: 'bodyId,state,price,validUntil,receivedOn',
  processes: 'name,state,ownerId,definitionVersion,managerIds',
  deadlines: 'title,state,dueOn,ownerId,subjectRecord,nextReminderOn,overdue',
  appointments: 'title,subject,state,plannedFrom,plannedTo,keptOn,overdue',
  refusals: 'detail,code,rule,command,dismissedReason',
};

// What one looks for first stands on top.
const sorts: Record<string, string> = { findings: '-raisedOn', actions: 'dueOn', audits: '-plannedFrom', 'to-dos': 'dueOn', 'management-reviews': '-plannedOn', exercises: '-plannedOn', sessions: '-plannedOn', deadlines: 'dueOn', appointments: '-plannedFrom', certificates: 'standard', sites: 'name', 'evidence-requests': 'dueOn' };
export const firstSort = (collection: string): string => sorts[collection] ?? '';

/** The columns asked for by the address, or those that fit the register. */
export function columnsOf(collection: string, asked?: string): Field[] {
  const fields = fieldsOfRecord(collection);
  const named = (asked ?? first[collection] ?? '').split(',').map((name) => fields.find((field) => field.name === name)).filter((field): field is Field => field !== undefined);
  return named.length > 0 ? named : fields.filter((field) => field.kind !== 'object' && (field.max ?? 0) < 1000).slice(0, 8);
}

/** A value as a spreadsheet shows it. */
export function plainText(field: Field, value: unknown, i18n: I18n, nameOf: (collection: string, id: string) => string): string {
  if (isEmpty(value)) return '';
  if (field.list) return field.kind === 'object' ? String((value as unknown[]).length) : (value as unknown[]).map((item) => plainText({ ...field, list: false }, item, i18n, nameOf)).join(', ');
  switch (field.kind) {
    case 'boolean':
      return i18n.t(value ? 'yes' : 'no');
    case 'enum':
      return i18n.enumWord(field.type!, String(value));
    case 'sealed':
      return (value as Sealed).erased ? i18n.t('erased') : (value as Sealed).text;
    case 'id':
      return field.reference && isId(String(value)) ? nameOf(field.reference, String(value)) : String(value);
    case 'object':
      return fieldsOf(field.type!).map((part) => plainText(part, (value as Record<string, unknown>)[part.name], i18n, nameOf)).filter(Boolean).join(' ');
    default:
      return String(value);
  }
}

/** RFC 4180. A text that a spreadsheet would take for a formula gets an apostrophe in front. */
export function toCsv(header: string[], rows: string[][]): string {
  const cell = (text: string) => {
    const safe = /^[=+\-@\t\r]/.test(text) && !/^-?\d+(\.\d+)?$/.test(text) ? `'${text}` : text;
    return /[",\r\n]/.test(safe) ? `"${safe.replace(/"/g, '""')}"` : safe;
  };
  return [header, ...rows].map((row) => row.map(cell).join(',')).join('\r\n') + '\r\n';
}

export function save(name: string, type: string, content: BlobPart) {
  const link = document.createElement('a');
  link.href = URL.createObjectURL(new Blob([content], { type }));
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 1000);
}
