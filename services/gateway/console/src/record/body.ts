// What a form holds, and what is sent: pure.
import { fieldsOf, type AnyRecord, type Field } from '~/api/model';
import { newId } from '~/api/client';

export type Draft = Record<string, unknown>;

const neverTaken = /^(reason|reasons|occurredOn|comment|evidence|evidenceFiles|clarifications|resolution|justification|record|notes)$/;

/** What a form starts with: today where something happened, what the record says already, fresh ids. */
export function draftOf(fields: Field[], today: string, record?: AnyRecord, preset: Draft = {}): Draft {
  const taken = takenFrom(fields, record);
  const draft: Draft = {};
  for (const field of fields) {
    if (field.name in preset) draft[field.name] = preset[field.name];
    else if (field.fresh) draft[field.name] = newId();
    else if (field.past && field.required && field.name === 'occurredOn') draft[field.name] = today;
    else if (field.name in taken) draft[field.name] = taken[field.name];
    else if (field.kind === 'object' && !field.list && field.required) draft[field.name] = draftOf(fieldsOf(field.type!), today);
    else if (field.list && field.required && field.kind === 'object') draft[field.name] = [draftOf(fieldsOf(field.type!), today)];
  }
  return draft;
}

/** What a record says of these fields, as a form holds it. */
export function takenFrom(fields: Field[], record: AnyRecord | undefined): Draft {
  const taken: Draft = {};
  for (const field of fields) {
    const known = record?.[field.name];
    if (known === undefined || field.fresh || neverTaken.test(field.name) || !sameShape(field, known)) continue;
    taken[field.name] = field.list && field.kind === 'object' ? itemsFrom(field, known as Draft[]) : known && typeof known === 'object' && 'text' in known ? (known as { text: string }).text : known;
  }
  return taken;
}
function sameShape(field: Field, known: unknown): boolean {
  if (field.list) return Array.isArray(known) && (field.kind !== 'object' || known.length > 0);
  if (known && typeof known === 'object') return 'ciphertext' in known || field.type === 'MoneyInput';
  return known !== '' && !String(known).endsWith('_UNSPECIFIED');
}
/** Parts that a record has already, each with its own id, without what the command does not take. */
export const itemsFrom = (field: Field, items: Draft[]): Draft[] => {
  const inner = fieldsOf(field.type!);
  return items.map((item) => Object.fromEntries(inner.filter(({ name }) => item[name] !== undefined && !String(item[name]).endsWith('_UNSPECIFIED')).map(({ name }) => [name, item[name]])));
};

/** The ids of what a command makes, anew. */
export const refreshed = (fields: Field[], draft: Draft): Draft => ({ ...draft, ...Object.fromEntries(fields.filter((field) => field.fresh).map((field) => [field.name, newId()])) });

const empty = (value: unknown) => value === undefined || value === null || value === '' || value === false || (Array.isArray(value) && value.length === 0);
// Fields of a part in any order.
const plain = (value: unknown) => JSON.stringify(value, (_, part: unknown) => (part && typeof part === 'object' && !Array.isArray(part) ? Object.fromEntries(Object.entries(part).filter(([, each]) => !empty(each)).sort(([a], [b]) => (a < b ? -1 : 1))) : part));
export const same = (a: unknown, b: unknown): boolean => (empty(a) && empty(b)) || plain(a) === plain(b);

/**
 * What was typed upon `base`, now that the record says `theirs`: what was not touched follows the record; `differs` names what
 * somebody else changed as well, and otherwise. There the draft stays.
 */
export function rebase(draft: Draft, base: Draft, theirs: Draft): { draft: Draft; differs: string[] } {
  const next = { ...draft };
  const differs: string[] = [];
  for (const name of new Set([...Object.keys(base), ...Object.keys(theirs)])) {
    if (same(base[name], theirs[name]) || same(draft[name], theirs[name])) continue;
    if (!same(draft[name], base[name])) differs.push(name);
    else if (name in theirs) next[name] = theirs[name];
    else delete next[name];
  }
  return { draft: next, differs };
}

/** The body of a command: what is filled in, in the forms that the API takes. */
export function bodyOf(fields: Field[], draft: Draft): Draft {
  const body: Draft = {};
  for (const field of fields) {
    const value = draft[field.name];
    if (value === undefined || value === null || value === '' || (value === false && !field.required)) continue;
    if (field.list) {
      const items = (value as unknown[]).filter((item) => item !== '' && item !== undefined).map((item) => oneOf(field, item));
      if (items.length > 0) body[field.name] = items;
    } else {
      const one = oneOf(field, value);
      if (field.kind !== 'object' || field.required || Object.keys(one as Draft).length > 0) body[field.name] = one;
    }
  }
  return body;
}
function oneOf(field: Field, value: unknown): unknown {
  if (field.kind === 'object') return bodyOf(fieldsOf(field.type!), value as Draft);
  if (field.kind === 'integer' && typeof value === 'string') return Number(value);
  return typeof value === 'string' ? value.trim() : value;
}

/** Paths of fields that must be filled in and are not: what the form can say before the server does. */
export function missingOf(fields: Field[], body: Draft, path = ''): string[] {
  return fields.flatMap((field) => {
    const at = path ? `${path}.${field.name}` : field.name;
    const value = body[field.name];
    if (value === undefined) return field.required ? [at] : [];
    if (field.kind !== 'object') return [];
    const inner = fieldsOf(field.type!);
    return field.list ? (value as Draft[]).flatMap((item, i) => missingOf(inner, item, `${at}[${i}]`)) : missingOf(inner, value as Draft, at);
  });
}

/** Where the server's fault is shown: its path as the form writes it. "audit_days[0].days", "auditDays.0.days" are one. */
export const pathOfFault = (field: string): string =>
  field
    .replace(/_([a-z0-9])/g, (_, letter: string) => letter.toUpperCase())
    .replace(/\.(\d+)(?=\.|$)/g, '[$1]');
