// What a form holds, with the key it is given under and the version it was filled from; restored where it was left in the middle.
import { useMemo, useState } from 'react';
import { newId } from '~/api/client';
import { fieldsOf, type AnyRecord, type Field } from '~/api/model';
import { usePlace } from '~/api/queries';
import { draftOf, rebase, refreshed, takenFrom, type Draft } from './body';
import type { Asked } from './command';
import { dropDraft, dropGiven, keepDraft, keepGiven, placeOf, readDraft, type Kept } from './drafts';

export interface Held {
  draft: Draft;
  base: Draft; // what the record said
  version: number | undefined; // then
  key: string; // one for one thing done: sent twice, it happens once
  id: string;
  sent: boolean; // it may have arrived
  restored: number; // when it was typed, where it was restored
  theirs: Draft; // what somebody else wrote where something else was typed
}

/** What somebody else did to the record meanwhile, under what was typed. */
export function onto(fields: Field[], held: Held, record: AnyRecord): Held {
  const taken = takenFrom(fields, record);
  const { draft, differs } = rebase(held.draft, held.base, taken);
  return { ...held, draft, base: taken, version: record.meta?.version, theirs: Object.fromEntries(differs.map((name) => [name, taken[name]])) };
}

/** To be given as another one: under another key, making other records. */
export const renewed = (fields: Field[], held: Held, newRecord: boolean): Held => ({ ...held, draft: refreshed(fields, held.draft), key: newId(), id: newRecord ? newId() : held.id, sent: false });

function restored(fields: Field[], kept: Kept, record: AnyRecord | undefined): Held {
  const held: Held = { draft: kept.draft, base: kept.base ?? {}, version: kept.version, key: kept.key, id: kept.id, sent: kept.sent ?? kept.body !== undefined, restored: kept.at, theirs: {} };
  // What never left may be open in another tab, too: each has its own key.
  const own = held.sent ? held : renewed(fields, held, kept.collection !== 'organisations' && !record);
  return record?.meta && record.meta.version !== kept.version ? onto(fields, own, record) : own;
}

// Short and the same for the same; not a secret.
const digest = (value: unknown) => [...JSON.stringify(value)].reduce((sum, letter) => (Math.imul(sum, 31) + letter.codePointAt(0)!) | 0, 7).toString(36);
/** What the form is about: a record, what it was opened with, or what was refused and is mended. */
const subjectOf = ({ record, preset, kept }: Asked) => (record?.id ?? '') + (kept ? `!${kept.key}` : preset ? `#${digest(preset)}` : '');

export function useDraft(asked: Asked) {
  const { command, record, preset, service } = asked;
  const { organisation, today, account } = usePlace();
  const fields = useMemo(() => fieldsOf(command.input), [command]);
  const subject = subjectOf(asked);
  const place = placeOf({ account: account.id, organisation, command: command.name, subject });
  const begun = (): Held => ({
    draft: draftOf(fields, today, record, preset), base: takenFrom(fields, record), version: record?.meta?.version, key: newId(),
    id: record?.id ?? (command.collection === 'organisations' ? organisation : newId()), sent: false, restored: 0, theirs: {},
  });
  const [from, setFrom] = useState(() => readDraft(place) ?? asked.kept); // what is restored
  const [held, setHeld] = useState<Held>(() => (from ? restored(fields, from, record) : begun()));
  const [full, setFull] = useState(false); // the device keeps nothing more
  const entry = ({ draft, base, version, key, id, sent }: Held): Kept => ({ organisation, account: account.id, command: command.name, collection: command.collection, verb: command.verb, subject, id, key, version, base, draft, sent, at: Date.now(), ...(service && { service }) });
  const keep = (next: Held) => {
    setHeld(next);
    setFull(!keepDraft(entry(next)));
  };
  const drop = () => {
    dropDraft(place, held.key);
    if (from) dropDraft(place, from.key);
  };
  return {
    fields, held, full, keep,
    setDraft: (draft: Draft) => keep({ ...held, draft }),
    /** It was given, and no answer came. From here on it is no draft: another form of the same kind begins anew. */
    queue: (body: Draft, options: { version?: number; service?: string }) => {
      const { version: _, ...rest } = entry(held);
      const kept = keepGiven({ ...rest, ...options, body, sent: true });
      setFull(!kept);
      if (kept) dropDraft(place, held.key);
      return kept;
    },
    /** It is recorded, or not wanted any more. */
    drop,
    dropQueued: () => {
      dropGiven(held.key);
      if (asked.kept) dropGiven(asked.kept.key);
    },
    startOver: () => {
      drop();
      setFrom(undefined);
      setHeld(begun());
    },
  };
}
