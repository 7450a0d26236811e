// Giving a command: a form derived from its message, the server's refusal at the field it names, and nothing typed is lost.
import { Alert, Button, Group } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { IconCheck } from '@tabler/icons-react';
import { useEffect, useMemo, useRef, useState, type FormEvent } from 'react';
import { command as give, newId, Problem } from '~/api/client';
import { fieldsOf, kindOf } from '~/api/model';
import { refresh, usePlace } from '~/api/queries';
import { useI18n } from '~/i18n';
import { ProblemText } from '~/shell/states';
import { bodyOf, draftOf, missingOf, pathOfFault, type Draft } from './body';
import type { Asked } from './command';
import { Inputs } from './inputs';

export default function CommandForm({ asked, close }: { asked: Asked; close: () => void }) {
  const { command, record, preset, service, then } = asked;
  const { t, commandWord, field: word } = useI18n();
  const { organisation, today, asOf } = usePlace();
  const fields = useMemo(() => fieldsOf(command.input), [command]);
  const [draft, setDraft] = useState<Draft>(() => draftOf(fields, today, record, preset));
  const [errors, setErrors] = useState<Record<string, string>>({});
  const [problem, setProblem] = useState<Problem | null>(null);
  const [busy, setBusy] = useState(false);
  const underWay = useRef(false); // at once, where `busy` is seen only after the next drawing
  const [version, setVersion] = useState(record?.meta?.version);
  // One key for one thing done: sent twice, it happens once.
  const key = useRef(newId());
  const id = useRef(record?.id ?? (command.collection === 'organisations' ? organisation : newId()));
  const form = useRef<HTMLFormElement>(null);
  useEffect(() => {
    if (Object.keys(errors).length > 0) form.current?.querySelector<HTMLElement>('[aria-invalid="true"]')?.focus();
  }, [errors]);

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
    try {
      const accepted = await give(organisation, command.collection, id.current, command.verb, body, key.current, {
        ...(version && command.creates === 'never' && { version }),
        ...(kindOf(command.collection)?.perService && { service: service ?? 'audits' }),
      });
      await refresh();
      notifications.show({
        title: [commandWord(command.name), accepted.number].filter(Boolean).join(' · '),
        message: accepted.warnings.length > 0 ? `${t('formWarnings')} ${accepted.warnings.map((warning) => `${warning.message} (${warning.rule})`).join(' ')}` : accepted.repeated ? t('formRepeated') : t('formSaved'),
        color: accepted.warnings.length > 0 ? 'yellow' : 'teal',
        icon: <IconCheck size={16} />,
        autoClose: accepted.warnings.length > 0 ? 20_000 : 4_000,
      });
      close();
      then?.(accepted);
    } catch (error) {
      const caught = error instanceof Problem ? error : new Problem(0, { detail: String(error) });
      if (caught.code === 'version-conflict') {
        setVersion(caught.body.actualVersion);
        void refresh();
      }
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
      <Inputs fields={fields} draft={draft} onChange={setDraft} errors={errors} />
      {problem && (
        <Alert mt="md" color="red" variant="outline" role="alert" title={problem.rule ? t('formRefused') : problem.field ? word(pathOfFault(problem.field)) : t('problemTitle')} styles={{ title: { color: 'var(--bad)' } }}>
          {problem.code === 'version-conflict' ? t('formStale') : (!known || problem.rule || problem.status >= 500 || problem.status === 0) ? <ProblemText problem={problem} /> : problem.message}
        </Alert>
      )}
      <Group mt="lg" justify="flex-end">
        <Button variant="default" size="sm" onClick={close}>{t('formCancel')}</Button>
        <Button type="submit" size="sm" loading={busy} disabled={Boolean(asOf)}>{t('formGive')}</Button>
      </Group>
    </form>
  );
}
