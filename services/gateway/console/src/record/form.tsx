// Giving a command: a form derived from its message, the server's refusal at the field it names, and nothing typed is lost.
import { Alert, Button, Group } from '@mantine/core';
import { useEffect, useRef, useState, type FormEvent } from 'react';
import { useChangedMeanwhile } from '~/api/changes';
import { command as give, get, Problem, problemOf, type Accepted } from '~/api/client';
import { kindOf, type AnyRecord } from '~/api/model';
import { pathOf, refresh, usePlace } from '~/api/queries';
import { useI18n } from '~/i18n';
import { tell } from '~/shell/notices';
import { ProblemText } from '~/shell/states';
import { bodyOf, missingOf, pathOfFault, same, type Draft } from './body';
import { useAsk, type Asked } from './command';
import { Differences } from './differences';
import { onDrafts, readGiven } from './drafts';
import { Inputs } from './inputs';
import { Reused } from './reused';
import { backFrom } from './undo';
import { onto, renewed, useDraft } from './use-draft';

/** What came of a command that waited for the connection while its form was still open. */
function useOutcome(key: string, busy: { current: boolean }, told: (refused: string | undefined) => void) {
  const latest = useRef(told);
  latest.current = told;
  useEffect(() => {
    if (!key) return undefined;
    return onDrafts(() => {
      const kept = readGiven(key);
      if (!busy.current && (!kept || kept.refused !== undefined)) latest.current(kept?.refused);
    });
  }, [key, busy]);
}

export default function CommandForm({ asked, close }: { asked: Asked; close: () => void }) {
  const { command, record, service, then } = asked;
  const { t, commandWord, field: word, moment } = useI18n();
  const { organisation, asOf, roles } = usePlace();
  const { fields, held, full, keep, setDraft, queue, drop, dropQueued, startOver } = useDraft(asked);
  const { draft, theirs } = held;
  const ask = useAsk();
  const [errors, setErrors] = useState<Record<string, string>>({});
  const [problem, setProblem] = useState<Problem | null>(null);
  const [recorded, setRecorded] = useState<AnyRecord | null>(null);
  const [waits, setWaits] = useState<Draft | null>(null); // what waits for the connection
  const [busy, setBusy] = useState(false);
  const underWay = useRef(false); // at once, where `busy` is seen only after the next drawing
  const changed = useChangedMeanwhile(command.collection, record?.id);
  const form = useRef<HTMLFormElement>(null);
  useEffect(() => {
    if (Object.keys(errors).length > 0) form.current?.querySelector<HTMLElement>('[aria-invalid="true"]')?.focus();
  }, [errors]);

  const perService = kindOf(command.collection)?.perService ? (service ?? 'audits') : undefined;
  const read = () => get<AnyRecord>(pathOf(organisation, command.collection, held.id), { service: perService });
  const isReused = problem?.code === 'idempotency-key-reused';
  const tellReused = async (caught: Problem) => {
    setRecorded(await read().catch(() => null));
    setProblem(caught);
  };
  useOutcome(waits ? held.key : '', underWay, (refused) => {
    setWaits(null);
    if (refused !== undefined) setProblem(new Problem(422, { detail: refused }));
    else if (same(waits, bodyOf(fields, draft))) close(); // the outbox told it
    else void tellReused(new Problem(409, { code: 'idempotency-key-reused' }));
  });
  const asAnother = () => {
    dropQueued();
    const next = renewed(fields, held, command.creates === 'always' && command.collection !== 'organisations');
    keep(recorded && command.creates !== 'always' ? onto(fields, next, recorded) : next);
    setProblem(null);
  };

  const done = (accepted: Accepted, body: Draft) => {
    drop();
    dropQueued();
    const back = backFrom(command, body, record, roles);
    const takeBack = async () => ask({ command: back!.command, record: await read(), preset: back!.preset });
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
  const refusedFor = async (caught: Problem) => {
    if (!caught.isLater && !asked.kept) dropQueued(); // the form has it
    if (caught.code === 'version-conflict') {
      const now = await read().catch(() => null);
      const version = now?.meta?.version ?? caught.body.actualVersion;
      keep({ ...(now ? onto(fields, held, now) : held), version, sent: false });
      void refresh();
    } else keep({ ...held, sent: caught.isLater || caught.code === 'idempotency-key-reused' });
    if (caught.field) setErrors({ [pathOfFault(caught.field)]: caught.message });
    if (caught.code === 'idempotency-key-reused') await tellReused(caught);
    else setProblem(caught);
  };

  const submit = async (event: FormEvent) => {
    event.preventDefault();
    if (underWay.current) return;
    const body = bodyOf(fields, draft);
    const missing = missingOf(fields, body);
    setErrors(Object.fromEntries(missing.map((path) => [path, t('formMissing')])));
    setProblem(null);
    if (missing.length > 0) return;
    setWaits(null); // from here on this form knows what becomes of it
    underWay.current = true;
    setBusy(true);
    keep({ ...held, sent: true }); // if the page is lost now, nobody knows
    const options = { ...(held.version && command.creates === 'never' && { version: held.version }), ...(perService && { service: perService }) };
    try {
      const accepted = await give(organisation, command.collection, held.id, command.verb, body, held.key, options);
      await refresh();
      done(accepted, body);
    } catch (error) {
      const caught = problemOf(error);
      if (caught.status === 0 && queue(body, options)) {
        setWaits(body);
        setProblem(caught);
      } else await refusedFor(caught);
    }
    underWay.current = false;
    setBusy(false);
  };

  const known = problem?.field ? fields.some((field) => pathOfFault(problem.field).split(/[.[]/)[0] === field.name) : false;
  return (
    <form ref={form} onSubmit={(event) => void submit(event)} noValidate aria-label={commandWord(command.name)}>
      {asOf && <Alert color="yellow" variant="outline" mb="md">{t('formSeen')}</Alert>}
      {held.restored > 0 && <div className="quiet">{t('formRestored', { at: moment(new Date(held.restored).toISOString()) })} <button type="button" className="plain" onClick={startOver}>{t('formStartOver')}</button></div>}
      {changed && !problem && <div className="quiet warn" role="status">{t('formChanged')}</div>}
      {full && <Alert color="red" variant="outline" mb="md" role="alert">{t('formNotKept')}</Alert>}
      {Object.keys(theirs).length > 0 && <Alert color="yellow" variant="outline" mb="md" role="status" title={t('formDiffers')}><Differences fields={fields} theirs={theirs} mine={draft} take={(name) => { const { [name]: taken, ...rest } = theirs; keep({ ...held, draft: { ...draft, [name]: taken }, theirs: rest }); }} /></Alert>}
      <Inputs fields={fields} draft={draft} onChange={setDraft} errors={errors} />
      {isReused && <Reused command={command} fields={fields} held={held} recorded={recorded} again={asAnother} />}
      {problem && !isReused && (
        <Alert mt="md" color="red" variant="outline" role="alert" title={problem.rule ? t('formRefused') : problem.field ? word(pathOfFault(problem.field).split('.').pop()!.replace(/\[\d+\]$/, '')) : t('problemTitle')} styles={{ title: { color: 'var(--bad)' } }}>
          {problem.code === 'version-conflict' ? t('formStale') : (!known || problem.rule || problem.isLater) ? <ProblemText problem={problem} /> : problem.message}
          {waits && <div>{t('formWaits')}</div>}
        </Alert>
      )}
      <Group mt="lg" justify="flex-end">
        <Button variant="default" size="sm" onClick={() => { drop(); close(); }}>{t('formCancel')}</Button>
        <Button type="submit" size="sm" loading={busy} disabled={Boolean(asOf)}>{t('formGive')}</Button>
      </Group>
    </form>
  );
}
