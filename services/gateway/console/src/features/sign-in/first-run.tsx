// The first run: who knows the printed secret sets the administrator; what else one can begin with stands beside it.
import { Alert, Anchor, Button, PasswordInput, TextInput } from '@mantine/core';
import { useState, type FormEvent } from 'react';
import { problemOf, write, type Problem } from '~/api/client';
import { useI18n } from '~/i18n';
import { placed } from '~/record/faults';
import { SignInForm } from './form';

export function FirstRun({ done }: { done: () => void }) {
  const { t } = useI18n();
  const [draft, setDraft] = useState({ secret: '', login: '', password: '', again: '' });
  const [problem, setProblem] = useState<Problem | null>(null);
  const [busy, setBusy] = useState(false);
  const [known, setKnown] = useState(false);
  const differs = draft.again !== '' && draft.again !== draft.password;
  const text = (name: keyof typeof draft) => ({ required: true, value: draft[name], onChange: (event: { currentTarget: { value: string } }) => setDraft({ ...draft, [name]: event.currentTarget.value }) });
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    if (busy || differs) return;
    setBusy(true);
    setProblem(null);
    try {
      await write('POST', '/api/v1/first-run', { secret: draft.secret.trim(), login: draft.login.trim(), password: draft.password });
      done();
    } catch (error) {
      setProblem(problemOf(error));
    }
    setBusy(false);
  };
  const { at, rest } = placed(problem, ['secret', 'login', 'password']);
  if (known) return <div className="panel" style={{ maxWidth: 360 }}><div className="body"><SignInForm done={done} /></div></div>;
  return (
    <div className="first-run">
      <section className="panel" aria-labelledby="first">
        <header><h2 id="first">{t('firstTitle')}</h2></header>
        <form className="body" onSubmit={(event) => void submit(event)}>
          <PasswordInput label={t('firstSecret')} description={t('firstSecretHint')} autoComplete="one-time-code" autoFocus {...text('secret')} error={problem?.status === 401 ? t('firstSecretWrong') : at('secret')} />
          <TextInput mt="sm" label={t('login')} autoComplete="username" {...text('login')} error={at('login')} />
          <PasswordInput mt="sm" label={t('newPassword')} description={t('passwordHint')} autoComplete="new-password" minLength={12} {...text('password')} error={at('password')} />
          <PasswordInput mt="sm" label={t('firstAgain')} autoComplete="new-password" {...text('again')} error={differs ? t('firstDiffers') : undefined} />
          {rest && rest.status !== 401 && <Alert mt="sm" color="red" variant="outline" role="alert">{rest.message}</Alert>}
          <Button type="submit" size="sm" mt="lg" loading={busy}>{t('firstSet')}</Button>
          <p style={{ marginBottom: 0 }}><Anchor component="button" type="button" size="sm" onClick={() => setKnown(true)}>{t('firstKnown')}</Anchor></p>
        </form>
      </section>
      <div className="stack">
        <section className="panel" aria-labelledby="empty"><header><h2 id="empty">{t('firstEmpty')}</h2></header><div className="body">{t('firstEmptyHint')}</div></section>
        <section className="panel" aria-labelledby="demo"><header><h2 id="demo">{t('firstDemo')}</h2></header>
          <div className="body">{t('firstDemoHint')}<pre className="mono" tabIndex={0} style={{ whiteSpace: 'pre-wrap', margin: '8px 0 0' }}>ASSAY_DATA=assay-demo ASSAY_PORT=8090 deploy/quickstart</pre></div></section>
      </div>
    </div>
  );
}
