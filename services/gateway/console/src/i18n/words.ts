// Words for what the API names: English is derived from the names themselves; German stands in tables (german.ts).

export interface RecordWords {
  field: (name: string) => string;
  enumWord: (type: string, value: string) => string;
  commandWord: (name: string) => string;
  eventWord: (type: string) => string;
  /** A register: "Findings". */
  collectionWord: (collection: string) => string;
  /** One of its records: "Finding". */
  recordWord: (collection: string) => string;
  /** A code: of a rule's items, a calendar's line, a reaction, a service. */
  codeWord: (code: string) => string;
}

const capital = (text: string) => text.charAt(0).toUpperCase() + text.slice(1);
const said = new Map<string, string>();
/** "RaiseFinding", "certification-bodies", "AREA_OF_CONCERN" and "plannedFrom" as people say them; worked out once, asked for in every cell. */
export const spoken = (name: string): string => {
  let text = said.get(name);
  if (text === undefined) said.set(name, (text = speak(name)));
  return text;
};
const speak = (name: string) =>
  capital(
    name
      .replace(/[_-]/g, ' ')
      .replace(/([a-z0-9])([A-Z])/g, '$1 $2')
      .replace(/([a-z])(\d)/g, '$1 $2')
      .toLowerCase(),
  )
    .replace(/\bto do\b/gi, (found) => (found[0] === 'T' ? 'To-do' : 'to-do'))
    .replace(/\bpre audit/gi, (found) => `${found[0]!}re-audit`)
    .replace(/\biso\b/gi, 'ISO')
    .replace(/\bims\b/gi, 'IMS');

const irregular: Record<string, string> = {
  personIds: 'People', processIds: 'Processes', bodyId: 'Certification body', objectedIds: 'Objected to', invitedIds: 'Invited', attendedIds: 'Attended',
  acknowledgedIds: 'Acknowledged by', witnessIds: 'Witnesses', sha256: 'SHA-256', stage1On: 'Stage 1 on', stage2On: 'Stage 2 on', dueOn: 'Due on', planDueOn: 'Plan due on',
  whys: 'Five whys', raisedBy: 'Raised by',
  stage1Id: 'Stage 1', stage2Id: 'Stage 2', occurredOn: 'Happened on', byForum: 'Date by the forum', halfDays: 'Half days',
};
const irregularRecords: Record<string, string> = { people: 'Person', enquiries: 'Enquiry', processes: 'Process', journal: 'Journal', 'certification-bodies': 'Certification body', actions: 'Action' };
const irregularCollections: Record<string, string> = { actions: 'Corrective actions', 'to-dos': 'To-do list', journal: 'Journals', competences: 'Auditors', sessions: 'Training sessions' };
export const shortEvent = (type: string) => type.slice(type.lastIndexOf('.') + 1);

export const englishWords: RecordWords = {
  field: (name) => irregular[name] ?? spoken(name.replace(/Id$/, '').replace(/Ids$/, 's')),
  enumWord: (type, value) => (value.endsWith('_UNSPECIFIED') || !value ? '' : value === 'OBSERVATION' && type ? 'Observation' : spoken(value)),
  commandWord: spoken,
  eventWord: (type) => spoken(shortEvent(type)),
  collectionWord: (collection) => irregularCollections[collection] ?? spoken(collection),
  recordWord: (collection) => irregularRecords[collection] ?? spoken(collection.replace(/s$/, '')),
  codeWord: spoken,
};
