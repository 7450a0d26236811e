// An administrator gives somebody of the organisation an account: login, first password, roles, and who it is.
import { Alert, Button, Group, MultiSelect, NativeSelect, PasswordInput, TextInput } from '@mantine/core';
import { useState, type FormEvent } from 'react';
import { newId, Problem, problemOf, write } from '~/api/client';
import { valuesOf } from '~/api/model';
import { queryClient, usePlace, useTitles } from '~/api/queries';
import { useI18n } from '~/i18n';
import { placed } from '~/record/faults';
import { tell } from '~/shell/notices';

const held = (part: string) => `memberships[0].${part}`;

export function NewAccount({ close }: { close: () => void }) {
  const { t, enumWord, field: word } = useI18n();
  const { organisation, members } = usePlace();
  const people = useTitles('people');
  const [id] = useState(() => newId());
  const [draft, setDraft] = useState({ person: '', login: '', password: '', roles: [] as string[] });
  const [problem, setProblem] = useState<Problem | null>(null);
  const taken = new Set([...members.values()].map(({ person }) => person));
  const free = [...people].filter(([person]) => !taken.has(person));
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    setProblem(null);
    if (draft.roles.length === 0) return setProblem(new Problem(400, { detail: t('accountNoRole'), field: held('roles') }));
    const { login, password, roles, person } = draft;
    try {
      await write('PUT', `/api/v1/users/${id}`, { login, password, memberships: [{ organisation, roles, ...(person && { person }) }] });
    } catch (error) {
      return setProblem(problemOf(error));
    }
    await queryClient.invalidateQueries({ queryKey: ['place', organisation, 'members'] });
    tell({ title: t('accountNew'), message: t('accountMade', { login }), tone: 'good' });
    close();
  };
  const { at, rest } = placed(problem, ['login', 'password', 'memberships', held('person'), held('roles')]);
  return (
    <form onSubmit={(event) => void submit(event)} aria-label={t('accountNew')} style={{ display: 'grid', gap: 12, maxWidth: 480 }}>
      <NativeSelect label={word('personId')} description={t('accountPersonHint')} data={[{ value: '', label: t('empty') }, ...free.map(([value, label]) => ({ value, label }))]} value={draft.person} error={at(held('person'))} onChange={(event) => setDraft({ ...draft, person: event.currentTarget.value })} />
      <TextInput label={t('login')} required autoComplete="off" maxLength={200} value={draft.login} error={at('login')} onChange={(event) => setDraft({ ...draft, login: event.currentTarget.value })} />
      <PasswordInput label={t('accountFirstPassword')} description={t('accountFirstPasswordHint')} required minLength={12} autoComplete="new-password" value={draft.password} error={at('password')} onChange={(event) => setDraft({ ...draft, password: event.currentTarget.value })} />
      <MultiSelect label={t('accountRoles')} data={valuesOf('Role').filter((role) => role !== 'SERVICE').map((role) => ({ value: role, label: enumWord('Role', role) }))} value={draft.roles} error={at(held('roles')) ?? at('memberships')} onChange={(roles) => setDraft({ ...draft, roles })} hidePickedOptions searchable withAsterisk />
      {rest && <Alert color="red" variant="outline" role="alert">{rest.message}</Alert>}
      <Group justify="flex-end">
        <Button variant="default" onClick={close}>{t('formCancel')}</Button>
        <Button type="submit">{t('accountMake')}</Button>
      </Group>
    </form>
  );
}
