// An administrator gives somebody of the organisation an account: login, first password, roles, and who it is.
import { Alert, Button, Group, MultiSelect, NativeSelect, PasswordInput, TextInput } from '@mantine/core';
import { useState, type FormEvent } from 'react';
import { newId, Problem, write } from '~/api/client';
import { valuesOf } from '~/api/model';
import { queryClient, usePlace, useTitles } from '~/api/queries';
import { useI18n } from '~/i18n';
import { tell } from '~/shell/notices';

export function NewAccount({ close }: { close: () => void }) {
  const { t, enumWord, field: word } = useI18n();
  const { organisation, members } = usePlace();
  const people = useTitles('people');
  const [id] = useState(() => newId());
  const [draft, setDraft] = useState({ person: '', login: '', password: '', roles: [] as string[] });
  const [problem, setProblem] = useState('');
  const taken = new Set([...members.values()].map(({ person }) => person));
  const free = [...people].filter(([person]) => !taken.has(person));
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    setProblem('');
    if (draft.roles.length === 0) return setProblem(t('accountNoRole'));
    const { login, password, roles, person } = draft;
    try {
      await write('PUT', `/api/v1/users/${id}`, { login, password, memberships: [{ organisation, roles, ...(person && { person }) }] });
    } catch (error) {
      return setProblem(error instanceof Problem ? error.message : String(error));
    }
    await queryClient.invalidateQueries({ queryKey: ['place', organisation, 'members'] });
    tell({ title: t('accountNew'), message: t('accountMade', { login }), tone: 'good' });
    close();
  };
  return (
    <form onSubmit={(event) => void submit(event)} aria-label={t('accountNew')} style={{ display: 'grid', gap: 12, maxWidth: 480 }}>
      <NativeSelect label={word('personId')} description={t('accountPersonHint')} data={[{ value: '', label: t('empty') }, ...free.map(([value, label]) => ({ value, label }))]} value={draft.person} onChange={(event) => setDraft({ ...draft, person: event.currentTarget.value })} />
      <TextInput label={t('login')} required autoComplete="off" maxLength={200} value={draft.login} onChange={(event) => setDraft({ ...draft, login: event.currentTarget.value })} />
      <PasswordInput label={t('accountFirstPassword')} description={t('accountFirstPasswordHint')} required minLength={12} autoComplete="new-password" value={draft.password} onChange={(event) => setDraft({ ...draft, password: event.currentTarget.value })} />
      <MultiSelect label={t('accountRoles')} data={valuesOf('Role').filter((role) => role !== 'SERVICE').map((role) => ({ value: role, label: enumWord('Role', role) }))} value={draft.roles} onChange={(roles) => setDraft({ ...draft, roles })} hidePickedOptions searchable withAsterisk />
      {problem && <Alert color="red" variant="outline" role="alert">{problem}</Alert>}
      <Group justify="flex-end">
        <Button variant="default" onClick={close}>{t('formCancel')}</Button>
        <Button type="submit">{t('accountMake')}</Button>
      </Group>
    </form>
  );
}
