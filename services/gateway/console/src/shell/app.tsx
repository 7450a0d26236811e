import { MantineProvider, Modal } from '@mantine/core';
import { Notifications } from '@mantine/notifications';
import { QueryClientProvider, useQuery } from '@tanstack/react-query';
import { RouterProvider } from '@tanstack/react-router';
import { useEffect, useState } from 'react';
import { get, onSignedOut, Problem } from '~/api/client';
import { queryClient, type Account } from '~/api/queries';
import { SignIn, SignInForm } from '~/features/sign-in/sign-in';
import { I18nProvider, useI18n } from '~/i18n';
import { AccountContext } from './account';
import { router } from './router';
import { Loading, Troubled } from './states';
import { theme, variables } from './theme';

const nonce = document.querySelector<HTMLMetaElement>('meta[name="csp-nonce"]')?.content ?? '';
// Where what locks scrolling behind a dialog looks for it.
(globalThis as { __webpack_nonce__?: string }).__webpack_nonce__ = nonce;

/** Nobody sees anything before signing in; whose session ends in the middle signs in above what is open. */
function SignedIn() {
  const { t } = useI18n();
  const me = useQuery({ queryKey: ['me'], queryFn: ({ signal }) => get<Account>('/api/v1/me', {}, signal), retry: false, staleTime: Infinity });
  const [ended, setEnded] = useState(false);
  useEffect(() => onSignedOut(() => setEnded(true)), []);
  if (me.isPending) return <Loading />;
  if (!me.data) return me.error instanceof Problem && me.error.status === 401 ? <SignIn /> : <Troubled error={me.error} retry={() => void me.refetch()} />;
  const signedInAgain = () => {
    setEnded(false);
    void queryClient.invalidateQueries();
  };
  return (
    <AccountContext value={me.data}>
      <RouterProvider router={router} />
      <Modal opened={ended} onClose={() => {}} withCloseButton={false} title={<strong>{t('signIn')}</strong>} centered zIndex={1000}>
        <p className="dim" style={{ marginTop: 0 }}>{t('signInAgain')}</p>
        <SignInForm done={signedInAgain} login={me.data.login} />
      </Modal>
    </AccountContext>
  );
}

export function App() {
  return (
    <MantineProvider theme={theme} cssVariablesResolver={variables} defaultColorScheme="auto" getStyleNonce={() => nonce}>
      <QueryClientProvider client={queryClient}>
        <I18nProvider>
          <SignedIn />
          <Notifications position="bottom-right" />
        </I18nProvider>
      </QueryClientProvider>
    </MantineProvider>
  );
}
