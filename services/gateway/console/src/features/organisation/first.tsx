// The first run: an administrator without any organisation registers one.
import { Button, Textarea, TextInput, Autocomplete, NumberInput, Alert } from '@mantine/core';
import { useState, type FormEvent } from 'react';
import { command, newId, problemOf, write, type Problem } from '~/api/client';
import { queryClient } from '~/api/queries';
import { useI18n } from '~/i18n';
import { placed } from '~/record/faults';
import { useAccount } from '~/shell/account';

export function First() {
  const { t, field: word, commandWord } = useI18n();
  const account = useAccount();
  const [draft, setDraft] = useState({ name: '', zone: Intl.DateTimeFormat().resolvedOptions().timeZone, activities: '', personnel: 0 });
  const [problem, setProblem] = useState<Problem | null>(null);
  const [id] = useState(() => newId());
  const [key] = useState(() => newId());
  const administrator = account.memberships.some((membership) => membership.organisation === '*');
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    setProblem(null);
    try {
      await command(id, 'organisations', id, 'register-organisation', { ...draft, personnel: Number(draft.personnel) }, key);
      // From now on the account names the organisation as one of its own.
      await write('PUT', `/api/v1/users/${account.id}`, { login: account.login, memberships: [...account.memberships.map(({ organisation, roles, person }) => ({ organisation, roles, ...(person && { person }) })), { organisation: id, roles: ['ADMINISTRATOR'] }] });
      await queryClient.invalidateQueries();
    } catch (error) {
      setProblem(problemOf(error));
    }
  };
  const { at, rest } = placed(problem, ['name', 'zone', 'activities', 'personnel']);
  return (
    <main className="sign-in">
      <form onSubmit={(event) => void submit(event)} className="panel" style={{ width: 'min(520px, 100%)' }}>
        <div className="body" style={{ display: 'grid', gap: 12, padding: 24 }}>
          <h1 style={{ margin: 0 }}>{t('organisationFirst')}</h1>
          <p className="dim" style={{ margin: 0 }}>{t('organisationFirstHint')}</p>
          {administrator && (
            <>
              <TextInput label={word('name')} required value={draft.name} error={at('name')} onChange={(event) => setDraft({ ...draft, name: event.currentTarget.value })} />
              <Autocomplete label={word('zone')} required data={Intl.supportedValuesOf('timeZone')} limit={12} value={draft.zone} error={at('zone')} onChange={(zone) => setDraft({ ...draft, zone })} />
              <Textarea label={word('activities')} required value={draft.activities} error={at('activities')} onChange={(event) => setDraft({ ...draft, activities: event.currentTarget.value })} />
              <NumberInput label={word('personnel')} required min={1} value={draft.personnel || ''} error={at('personnel')} onChange={(personnel) => setDraft({ ...draft, personnel: Number(personnel) })} />
              {rest && <Alert color="red" variant="outline" role="alert">{rest.message}</Alert>}
              <Button type="submit" size="sm">{commandWord('RegisterOrganisation')}</Button>
            </>
          )}
        </div>
      </form>
    </main>
  );
}
