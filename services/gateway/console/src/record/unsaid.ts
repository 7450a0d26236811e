// What a record does not say yet. The API answers "no" and 0 also where nobody has judged or counted: then neither is shown. Pure.
import type { AnyRecord, Field, Sealed } from '~/api/model';

export const isEmpty = (value: unknown): boolean =>
  value === undefined || value === null || value === '' || (Array.isArray(value) && value.length === 0) || (typeof value === 'string' && value.endsWith('_UNSPECIFIED')) ||
  (typeof value === 'object' && 'ciphertext' in value && !(value as unknown as Sealed).text && !(value as unknown as Sealed).erased);

// Judgements, and the states in which a record has none of them.
const notJudged: Record<string, { names: string[]; states: string[] }> = {
  exercises: { names: ['objectivesMet', 'achievedMinutes'], states: ['PLANNED', 'CANCELLED'] },
  complaints: { names: ['valid', 'specialAuditNeeded'], states: ['RECEIVED', 'ACKNOWLEDGED'] },
  certificates: { names: ['atClientsRequest'], states: ['ACTIVE', 'EXPIRED'] },
  actions: { names: ['countsAsDone'], states: ['OPEN', 'CONTAINED', 'CAUSE_ANALYSED', 'PLAN_SUBMITTED', 'PLAN_ACCEPTED', 'PLAN_REJECTED', 'IMPLEMENTED', 'VERIFIED', 'INEFFECTIVE', 'CLOSED'] },
};
// Numbers of which there is always at least one: 0 is what nobody has filled in.
const neverZero = new Set(['personnel', 'shifts', 'fromYear', 'toYear', 'year', 'month', 'halfDays', 'surveillancesPerYear', 'populationSize', 'sampleSize', 'minimum', 'confidencePercent', 'personsMax', 'targetMinutes', 'version', 'epoch']);

/** Names of fields, also of its parts, that say nothing in the state the record is in. */
export function notJudgedIn(collection: string, record: AnyRecord): string[] {
  const known = notJudged[collection];
  return known?.states.includes(String(record.state)) ? known.names : [];
}

/** REQUIRES, for `without`: notJudgedIn of the record. */
export const isUnsaid = (field: Field, value: unknown, without: string[] = []): boolean => isEmpty(value) || without.includes(field.name) || (value === 0 && neverZero.has(field.name));
