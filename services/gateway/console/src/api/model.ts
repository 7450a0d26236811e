// The language of the API as data: records, commands and the shapes of their fields, generated from /openapi.json.
import json from '~/../generated/model.json';

export interface Field {
  name: string;
  kind: 'text' | 'id' | 'date' | 'instant' | 'decimal' | 'currency' | 'integer' | 'boolean' | 'enum' | 'object' | 'sealed' | 'zone';
  type?: string;
  list?: boolean;
  required?: boolean;
  fresh?: boolean;
  reference?: string;
  max?: number;
  min?: number;
  maxItems?: number;
  past?: boolean;
  personal?: boolean;
  source?: string;
}
export interface RecordKind {
  name: string;
  service: string;
  perService: boolean;
}
export interface CommandKind {
  name: string;
  collection: string;
  verb: string;
  input: string;
  roles: string[];
  states: string[];
  creates: 'always' | 'never' | 'maybe';
  requirement: string;
}
interface Model {
  records: Record<string, RecordKind>;
  commands: CommandKind[];
  types: Record<string, { fields?: Field[]; values?: string[] }>;
  references: Record<string, string>;
}
const model = json as unknown as Model;

export interface Meta {
  version: number;
  position: string;
  createdAt: string;
  changedAt: string;
  changedBy: string;
  organisation: string;
}
export interface Sealed {
  person: string;
  text: string;
  erased: boolean;
}
/** Any record, as the API answers it. */
export type AnyRecord = { id: string; meta?: Meta; state?: string } & Record<string, unknown>;

export const collections = Object.keys(model.records);
export const kindOf = (collection: string): RecordKind | undefined => model.records[collection];
export const fieldsOf = (type: string): Field[] => model.types[type]?.fields ?? [];
export const valuesOf = (type: string): string[] => model.types[type]?.values ?? [];
export const fieldsOfRecord = (collection: string): Field[] => fieldsOf(model.records[collection]?.name ?? '').filter((field) => field.name !== 'id' && field.name !== 'meta');
export const commandsOf = (collection: string): CommandKind[] => model.commands.filter((command) => command.collection === collection);
/** Nothing where the API, an older one perhaps, has no such command. */
export const findCommand = (name: string): CommandKind | undefined => model.commands.find((command) => command.name === name);
export const commandNamed = (name: string): CommandKind => {
  const found = findCommand(name);
  if (!found) throw new Error(`there is no command ${name}`);
  return found;
};
export const collectionOfRecord = (record: string): string | undefined => {
  const short = record.replace(/^assay\./, '').replace(/\.v1\./, '.');
  return collections.find((collection) => model.records[collection]!.name === short);
};
export const referenceOf = (field: string): string | undefined => model.references[field];

/** Commands that the roles allow and the record's state admits; those that make a record are not among them. */
export function offered(collection: string, record: AnyRecord, roles: string[]): CommandKind[] {
  return commandsOf(collection).filter(
    (command) => command.creates !== 'always' && command.roles.some((role) => roles.includes(role)) && (command.states.length === 0 || command.states.includes(String(record.state))),
  );
}
export const creating = (collection: string, roles: string[]): CommandKind[] =>
  commandsOf(collection).filter((command) => command.creates === 'always' && command.roles.some((role) => roles.includes(role)));
export const mayGive = (command: CommandKind, roles: string[]): boolean => command.roles.some((role) => roles.includes(role));

const sealedText = (value: unknown): string => {
  const sealed = value as Sealed | undefined;
  return sealed?.erased ? '' : (sealed?.text ?? '');
};

/** What a title needs of the reader's language. */
export interface Titling {
  enumWord: (type: string, value: string) => string;
  recordWord: (collection: string) => string;
  day: (date: string) => string;
  /** What another record is called, where it is known. */
  nameOf?: (id: string) => string | undefined;
}
/** Registers whose records are called after the body that they are about. */
export const namedAfterBody = new Set(['enquiries', 'quotations']);
/** How people call a record: number, name or title; an audit by what it is and when. */
export function titleOf(collection: string, record: AnyRecord, { enumWord, recordWord, day, nameOf }: Titling): string {
  if (collection === 'people') return sealedText(record['name']) || '—';
  if (collection === 'audits') return `${enumWord('audits.AuditType', String(record['type']))}, ${day(String(record['firstDay'] || record['plannedFrom']))}`;
  if (collection === 'management-reviews') return `${recordWord(collection)}, ${day(String(record['heldOn'] || record['plannedOn']))}`;
  if (collection === 'exercises') return `${String(record['plan'])}, ${day(String(record['heldOn'] || record['plannedOn']))}`;
  if (collection === 'office-holders') return enumWord('directory.Office', String(record['office']));
  if (namedAfterBody.has(collection)) return `${nameOf?.(String(record['bodyId'])) ?? recordWord(collection)}, ${day(String(record['sentOn'] || record['receivedOn']))}`;
  for (const name of ['number', 'name', 'title', 'statement', 'series', 'service', 'detail']) {
    const value = record[name];
    if (typeof value === 'string' && value) return value;
  }
  return record.id.slice(0, 8);
}
