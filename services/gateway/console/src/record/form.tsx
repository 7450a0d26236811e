// Giving a command: a form derived from its message, the server's refusal at the field it names, and nothing typed is lost.
import { Alert, Button, Group } from '@mantine/core';
import { useEffect, useMemo, useRef, useState, type FormEvent } from 'react';
import { useChangedMeanwhile } from '~/api/changes';
import { command as give, get, newId, Problem, type Accepted } from '~/api/client';
import { fieldsOf, kindOf, type AnyRecord } from '~/api/model';
import { pathOf, refresh, usePlace } from '~/api/queries';
import { useI18n } from '~/i18n';
import { tell } from '~/shell/notices';
import { ProblemText } from '~/shell/states';
import { bodyOf, draftOf, missingOf, pathOfFault, type Draft } from './body';
import { useAsk, type Asked } from './command';
import { dropDraft, keepDraft, placeOf, readDraft, type Kept } from './drafts';
import { Inputs } from './inputs';
import { backFrom } from './undo';

/** What a form holds, restored from this device where it was left in the middle. */
function useDraft({ command, record, preset, service }: Asked) {
  const { organisation, today, account } = usePlace();
  const fields = useMemo(() => fieldsOf(command.input), [command]);
  const place = placeOf({ account: account.id, organisation, command: command.name, subject: record?.id ?? '' });
  const fresh = () => draftOf(fields, today, record, preset);
  const [kept, setKept] = useState<Kept | null>(() => readDraft(place));
  const [draft, set] = useState<Draft>(() => (kept && !preset ? kept.draft : fresh()));
  // One key for one thing done: sent twice, it happens once.
  const key = useRef(kept?.key ?? newId());
  const id = useRef(record?.id ?? kept?.id ?? (command.collection === 'organisations' ? organisation : newId()));
  const keep = (next: Draft, more: Partial<Kept> = {}) =>
    keepDraft({ organisation, account: account.id, command: command.name, collection: command.collection, verb: command.verb, subject: record?.id ?? '', id: id.current, key: key.current, draft: next, at: Date.now(), ...(service && { service }), ...more });
  return {
    fields, draft, place, key, id, keep,
    restored: kept !== null && !preset ? kept.at : 0,
    setDraft: (next: Draft) => {
      set(next);
      keep(next);
    },
    startOver: () => {
      dropDraft(place);
      setKept(null);
      key.current = newId();
      set(fresh());
    },
  };
}

export default function CommandForm({ asked, close }: { asked: Asked; close: () => void }) {
  const { command, record, service, then } = asked;
  const { t, commandWord, field: word, moment } = useI18n();
  const { organisation, asOf, roles } = usePlace();
  const { fields, draft, setDraft, place, key, id, keep, restored, startOver } = useDraft(asked);
  const ask = useAsk();
  const [errors, setErrors] = useState<Record<string, string>>({});
  const [problem, setProblem] = useState<Problem | null>(null);
  const [busy, setBusy] = useState(false);
  const underWay = useRef(false); // at once, where `busy` is seen only after the next drawing
  const [version, setVersion] = useState(record?.meta?.version);
  const changed = useChangedMeanwhile(command.collection, record?.id);
  const form = useRef<HTMLFormElement>(null);
  useEffect(() => {
    if (Object.keys(errors).length > 0) form.current?.querySelector<HTMLElement>('[aria-invalid="true"]')?.focus();
  }, [errors]);

  const done = (accepted: Accepted, body: Draft) => {
    dropDraft(place);
    const back = backFrom(command, body, record, roles);
    const takeBack = async () => {
      const now = await get<AnyRecord>(pathOf(organisation, command.collection, id.current));
      ask({ command: back!.command, record: now, preset: back!.preset });
    };
    const warned = accepted.warnings.length > 0;
    tell({
      title: [commandWord(command.name), accepted.number].filter(Boolean).join(' · '),
      message: warned ? `${t('formWarnings')} ${accepted.warnings.map((warning) => `${warning.message} (${warning.rule})`).join(' ')}` : accepted.repeated ? t('formRepeated') : t('formSaved'),
      tone: warned ? 'warn' : 'good',
      action: back && { word: `${t('formTakeBack')}: ${commandWord(back.command.name)}`, run: () => void takeBack() },
    });
    close();
    then?.(accepted);
  };

  const submit = async (event: FormEvent) => {
    event.preventDefault();
    if (underWay.current) return;
    const body = bodyOf(fields, draft);
    const missing = missingOf(fields, body);
    setErrors(Object.fromEntries(missing.map((path) => [path, t('formMissing')])));
    setProblem(null);
    if (missing.length > 0) return;
    underWay.current = true;
    setBusy(true);
    const options = { ...(version && command.creates === 'never' && { version }), ...(kindOf(command.collection)?.perService && { service: service ?? 'audits' }) };
    try {
      const accepted = await give(organisation, command.collection, id.current, command.verb, body, key.current, options);
      await refresh();
      done(accepted, body);
    } catch (error) {
      const caught = error instanceof Problem ? error : new Problem(0, { detail: String(error) });
      if (caught.code === 'version-conflict') {
        setVersion(caught.body.actualVersion);
        void refresh();
      }
      keep(draft, caught.status === 0 ? { body, ...options } : {});
      if (caught.field) setErrors({ [pathOfFault(caught.field)]: caught.message });
      setProblem(caught);
    }
    underWay.current = false;
    setBusy(false);
  };

  const known = problem?.field ? fields.some((field) => pathOfFault(problem.field).split(/[.[]/)[0] === field.name) : false;
  return (
    <form ref={form} onSubmit={(event) => void submit(event)} noValidate aria-label={commandWord(command.name)}>
      {asOf && <Alert color="yellow" variant="outline" mb="md">{t('formSeen')}</Alert>}
      {restored > 0 && <div className="quiet">{t('formRestored', { at: moment(new Date(restored).toISOString()) })} <button type="button" className="plain" onClick={startOver}>{t('formStartOver')}</button></div>}
      {changed && !problem && <div className="quiet warn" role="status">{t('formChanged')}</div>}
      <Inputs fields={fields} draft={draft} onChange={setDraft} errors={errors} />
      {problem && (
        <Alert mt="md" color="red" variant="outline" role="alert" title={problem.rule ? t('formRefused') : problem.field ? word(pathOfFault(problem.field).split(".").pop()!.replace(/\[\d+\]$/, "")) : t('problemTitle')} styles={{ title: { color: 'var(--bad)' } }}>
          {problem.code === 'version-conflict' ? t('formStale') : (!known || problem.rule || problem.status >= 500 || problem.status === 0) ? <ProblemText problem={problem} /> : problem.message}
        </Alert>
      )}
      <Group mt="lg" justify="flex-end">
        <Button variant="default" size="sm" onClick={() => { dropDraft(place); close(); }}>{t('formCancel')}</Button>
        <Button type="submit" size="sm" loading={busy} disabled={Boolean(asOf)}>{t('formGive')}</Button>
      </Group>
    </form>
  );
}
