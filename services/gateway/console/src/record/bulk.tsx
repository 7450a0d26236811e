// The same command for several records: filled in once, given to each; what is refused stays, with its reason.
import { Button, Group } from '@mantine/core';
import { useMemo, useRef, useState, type FormEvent } from 'react';
import { command as give, newId, problemOf, type Problem } from '~/api/client';
import { fieldsOf, titleOf, type AnyRecord } from '~/api/model';
import { refresh, usePlace } from '~/api/queries';
import { useI18n } from '~/i18n';
import { RecordLink } from '~/shell/links';
import { tell } from '~/shell/notices';
import { bodyOf, draftOf, missingOf, pathOfFault, type Draft } from './body';
import type { Asked } from './command';
import { Inputs } from './inputs';

export default function BulkForm({ asked: { command, records = [], after }, close }: { asked: Asked; close: () => void }) {
  const i18n = useI18n();
  const { t, commandWord } = i18n;
  const { organisation, today } = usePlace();
  const fields = useMemo(() => fieldsOf(command.input), [command]);
  const [draft, setDraft] = useState<Draft>(() => draftOf(fields, today));
  const [errors, setErrors] = useState<Record<string, string>>({});
  const [done, setDone] = useState<Set<string>>(new Set());
  const [refused, setRefused] = useState<Map<string, Problem>>(new Map());
  const [busy, setBusy] = useState(false);
  const keys = useRef(new Map(records.map(({ id }) => [id, newId()])));
  const left = records.filter(({ id }) => !done.has(id));

  const giveOne = async (record: AnyRecord, body: Draft): Promise<Problem | null> => {
    try {
      await give(organisation, command.collection, record.id, command.verb, body, keys.current.get(record.id)!, command.creates === 'never' && record.meta ? { version: record.meta.version } : {});
      return null;
    } catch (error) {
      return problemOf(error);
    }
  };
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    if (busy) return;
    const body = bodyOf(fields, draft);
    const missing = missingOf(fields, body);
    setErrors(Object.fromEntries(missing.map((path) => [path, t('formMissing')])));
    if (missing.length > 0) return;
    setBusy(true);
    const problems = new Map<string, Problem>();
    const good = new Set(done);
    for (const record of left) {
      const problem = await giveOne(record, body);
      if (problem) problems.set(record.id, problem);
      else good.add(record.id);
      setDone(new Set(good));
    }
    setRefused(problems);
    setErrors(Object.fromEntries([...problems.values()].filter(({ field }) => field).map(({ field, message }) => [pathOfFault(field), message])));
    setBusy(false);
    await refresh();
    if (problems.size > 0) return;
    tell({ title: commandWord(command.name), message: t('bulkDone', { n: records.length }), tone: 'good' });
    close();
    after?.();
  };
  return (
    <form onSubmit={(event) => void submit(event)} noValidate aria-label={commandWord(command.name)}>
      <p className="dim" style={{ marginTop: 0 }} role="status">{t('bulkCount', { n: done.size, all: records.length })}</p>
      <Inputs fields={fields} draft={draft} onChange={setDraft} errors={errors} />
      {refused.size > 0 && (
        <ul role="alert" style={{ paddingLeft: 18, color: 'var(--bad)' }}>
          {left.map((record) => <li key={record.id}><RecordLink collection={command.collection} id={record.id}>{titleOf(command.collection, record, i18n)}</RecordLink>: {refused.get(record.id)?.message} {refused.get(record.id)?.rule && <span className="mono">{refused.get(record.id)!.rule}</span>}</li>)}
        </ul>
      )}
      <Group mt="lg" justify="flex-end">
        <Button variant="default" size="sm" onClick={close}>{t('formCancel')}</Button>
        <Button type="submit" size="sm" loading={busy}>{t('bulkGive', { n: left.length })}</Button>
      </Group>
    </form>
  );
}
