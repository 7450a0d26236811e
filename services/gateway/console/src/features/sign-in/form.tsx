import { Alert, Button, PasswordInput, TextInput } from '@mantine/core';
import { useState, type FormEvent } from 'react';
import { Problem, write } from '~/api/client';
import { useI18n } from '~/i18n';

export function SignInForm({ done, login: known = '' }: { done: () => void; login?: string }) {
  const { t } = useI18n();
  const [login, setLogin] = useState(known);
  const [password, setPassword] = useState('');
  const [problem, setProblem] = useState('');
  const [busy, setBusy] = useState(false);
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    setBusy(true);
    setProblem('');
    try {
      await write('POST', '/api/v1/sessions', { login, password, cookie: true });
      setPassword('');
      done();
    } catch (error) {
      setProblem(error instanceof Problem ? error.message : String(error));
    }
    setBusy(false);
  };
  return (
    <form onSubmit={(event) => void submit(event)}>
      <TextInput label={t('login')} autoComplete="username" required autoFocus={known === ''} value={login} onChange={(event) => setLogin(event.currentTarget.value)} />
      <PasswordInput mt="sm" label={t('password')} autoComplete="current-password" required autoFocus={known !== ''} value={password} onChange={(event) => setPassword(event.currentTarget.value)} />
      {problem && <Alert mt="sm" color="red" variant="outline" role="alert">{problem}</Alert>}
      <Button type="submit" size="sm" fullWidth mt="lg" loading={busy}>{t('signIn')}</Button>
    </form>
  );
}
