import { Alert, Button, PasswordInput } from '@mantine/core';
import { IconPlus } from '@tabler/icons-react';
import { useEffect, useState, type FormEvent } from 'react';
import { problemOf, write, type Problem } from '~/api/client';
import { usePlace, useTitles } from '~/api/queries';
import { useI18n } from '~/i18n';
import { placed } from '~/record/faults';
import { NewAccount } from './new-account';

export function AccountScreen() {
  const { t, enumWord, field: word } = useI18n();
  const { account, roles, members } = usePlace();
  const people = useTitles('people');
  const [current, setCurrent] = useState('');
  const [password, setPassword] = useState('');
  const [problem, setProblem] = useState<Problem | null>(null);
  const [changed, setChanged] = useState(false);
  const [making, setMaking] = useState(false);
  const administrator = account.memberships.some(({ organisation, roles: held }) => organisation === '*' && held.includes('ADMINISTRATOR'));
  useEffect(() => {
    document.title = `${t('account')} · Assay`;
  }, [t]);
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    setProblem(null);
    try {
      await write('POST', `/api/v1/users/${account.id}:change-password`, { current, password });
      setChanged(true);
    } catch (error) {
      setProblem(problemOf(error));
    }
  };
  const { at, rest } = placed(problem, ['current', 'password']);
  return (
    <div className="page">
      <div className="head"><div className="grow"><h1>{account.login}</h1><div className="dim">{t('yourRoles')}: {roles.map((role) => enumWord('Role', role)).join(', ')}</div></div></div>
      <div style={{ display: 'grid', gap: 14, gridTemplateColumns: 'minmax(280px, 380px) minmax(0, 1fr)', alignItems: 'start' }}>
        <section className="panel" aria-labelledby="password">
          <header><h2 id="password">{t('changePassword')}</h2></header>
          <div className="body">
            {changed ? <Alert color="teal" variant="outline" role="status">{t('passwordChanged')} <a href="/">{t('signIn')}</a></Alert> : (
              <form onSubmit={(event) => void submit(event)}>
                <PasswordInput label={t('currentPassword')} autoComplete="current-password" required value={current} error={at('current')} onChange={(event) => setCurrent(event.currentTarget.value)} />
                <PasswordInput mt="sm" label={t('newPassword')} description={t('passwordHint')} autoComplete="new-password" required minLength={12} value={password} error={at('password')} onChange={(event) => setPassword(event.currentTarget.value)} />
                {rest && <Alert mt="sm" color="red" variant="outline" role="alert">{rest.message}</Alert>}
                <Button type="submit" mt="md">{t('changePassword')}</Button>
              </form>
            )}
          </div>
        </section>
        <section className="panel" aria-labelledby="members">
          <header><h2 id="members" className="grow">{t('organisationMembers')}</h2>{administrator && !making && <Button leftSection={<IconPlus size={14} />} onClick={() => setMaking(true)}>{t('accountNew')}</Button>}</header>
          {making && <div className="body"><NewAccount close={() => setMaking(false)} /></div>}
          <div className="sheet" tabIndex={0} role="region" aria-label={t('organisationMembers')}>
            <table>
              <thead><tr><th scope="col">{t('login')}</th><th scope="col">{word('personId')}</th><th scope="col">{t('accountRoles')}</th></tr></thead>
              <tbody>{[...members.values()].map((member) => <tr key={member.user}><th scope="row">{member.login}</th><td>{people.get(member.person) ?? ''}</td><td>{member.roles.map((role) => enumWord('Role', role)).join(', ')}</td></tr>)}</tbody>
            </table>
          </div>
        </section>
      </div>
    </div>
  );
}
