import { Alert, Button, PasswordInput, TextInput } from '@mantine/core';
import { useState, type FormEvent } from 'react';
import { problemOf, write, type Problem } from '~/api/client';
import { useI18n } from '~/i18n';
import { placed } from '~/record/faults';

export function SignInForm({ done, login: known = '' }: { done: () => void; login?: string }) {
  const { t } = useI18n();
  const [login, setLogin] = useState(known);
  const [password, setPassword] = useState('');
  const [problem, setProblem] = useState<Problem | null>(null);
  const [busy, setBusy] = useState(false);
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    setBusy(true);
    setProblem(null);
    try {
      await write('POST', '/api/v1/sessions', { login, password, cookie: true });
      setPassword('');
      done();
    } catch (error) {
      setProblem(problemOf(error));
    }
    setBusy(false);
  };
  const { at, rest } = placed(problem, ['login', 'password']);
  return (
    <form onSubmit={(event) => void submit(event)}>
      <TextInput label={t('login')} autoComplete="username" required autoFocus={known === ''} value={login} error={at('login')} onChange={(event) => setLogin(event.currentTarget.value)} />
      <PasswordInput mt="sm" label={t('password')} autoComplete="current-password" required autoFocus={known !== ''} value={password} error={at('password')} onChange={(event) => setPassword(event.currentTarget.value)} />
      {rest && <Alert mt="sm" color="red" variant="outline" role="alert">{rest.message}</Alert>}
      <Button type="submit" size="sm" fullWidth mt="lg" loading={busy}>{t('signIn')}</Button>
    </form>
  );
}
