// What a form holds, and what is sent: pure.
import { fieldsOf, type AnyRecord, type Field } from '~/api/model';
import { newId } from '~/api/client';

export type Draft = Record<string, unknown>;

const neverTaken = /^(reason|reasons|occurredOn|comment|evidence|resolution|justification|record|notes)$/;

/** What a form starts with: today where something happened, what the record says already, fresh ids. */
export function draftOf(fields: Field[], today: string, record?: AnyRecord, preset: Draft = {}): Draft {
  const draft: Draft = {};
  for (const field of fields) {
    const known = record?.[field.name];
    if (field.name in preset) draft[field.name] = preset[field.name];
    else if (field.fresh) draft[field.name] = newId();
    else if (field.past && field.required && field.name === 'occurredOn') draft[field.name] = today;
    else if (known !== undefined && !neverTaken.test(field.name) && sameShape(field, known)) draft[field.name] = known && typeof known === 'object' && 'text' in known ? (known as { text: string }).text : known;
    else if (field.kind === 'object' && !field.list && field.required) draft[field.name] = draftOf(fieldsOf(field.type!), today);
    else if (field.list && field.required && field.kind === 'object') draft[field.name] = [draftOf(fieldsOf(field.type!), today)];
  }
  return draft;
}
function sameShape(field: Field, known: unknown): boolean {
  if (field.list) return Array.isArray(known) && field.kind !== 'object';
  if (known && typeof known === 'object') return 'ciphertext' in known || field.type === 'MoneyInput';
  return known !== '' && !String(known).endsWith('_UNSPECIFIED');
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
