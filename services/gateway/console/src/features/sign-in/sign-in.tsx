// Signing in; on a new installation, setting its administrator instead.
import { Button } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useEffect } from 'react';
import { get, type Schemas } from '~/api/client';
import { queryClient } from '~/api/queries';
import { useI18n } from '~/i18n';
import { FirstRun } from './first-run';
import { SignInForm } from './form';

export default function SignIn() {
  const { t, language, setLanguage } = useI18n();
  const first = useQuery({ queryKey: ['first-run'], queryFn: () => get<Schemas['gateway.FirstRun']>('/api/v1/first-run'), retry: false, staleTime: Infinity });
  useEffect(() => {
    document.title = `${t('signIn')} · Assay`;
  }, [t]);
  const done = () => void queryClient.invalidateQueries({ queryKey: ['me'] });
  return (
    <main className="sign-in">
      <div style={{ width: first.data?.open ? 'min(760px, 100%)' : 'min(360px, 100%)' }}>
        <div style={{ display: 'flex', alignItems: 'center', gap: 12, marginBottom: 18 }}>
          <img src="/icon.svg" alt="" width={38} height={38} />
          <h1 style={{ margin: 0, fontSize: 24 }}>Assay</h1>
          <Button variant="subtle" ml="auto" onClick={() => setLanguage(language === 'de' ? 'en' : 'de')}>{language === 'de' ? 'English' : 'Deutsch'}</Button>
        </div>
        {first.data?.open ? <FirstRun done={done} /> : <div className="panel"><div className="body"><SignInForm done={done} /></div></div>}
        {first.data?.simulated && <p className="dim">{t('firstIsDemo')}</p>}
      </div>
    </main>
  );
}
