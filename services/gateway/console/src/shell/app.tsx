import { MantineProvider } from '@mantine/core';
import { QueryClientProvider, useQuery } from '@tanstack/react-query';
import { RouterProvider } from '@tanstack/react-router';
import { lazy, Suspense, useEffect, useState } from 'react';
import { get, onSignedOut, Problem } from '~/api/client';
import { queryClient, type Account } from '~/api/queries';
import { I18nProvider } from '~/i18n';
import { AccountContext } from './account';
import { Notices } from './notices';
import { router } from './router';
import { Loading, Troubled } from './states';
import { theme, variables } from './theme';

const SignIn = lazy(() => import('~/features/sign-in/sign-in'));
const SignInAgain = lazy(() => import('~/features/sign-in/again'));

const nonce = document.querySelector<HTMLMetaElement>('meta[name="csp-nonce"]')?.content ?? '';
// Where what locks scrolling behind a dialog looks for it.
(globalThis as { __webpack_nonce__?: string }).__webpack_nonce__ = nonce;

/** Nobody sees anything before signing in; whose session ends in the middle signs in above what is open. */
function SignedIn() {
  const me = useQuery({ queryKey: ['me'], queryFn: ({ signal }) => get<Account>('/api/v1/me', {}, signal), retry: false, staleTime: Infinity });
  const [ended, setEnded] = useState(false);
  useEffect(() => onSignedOut(() => setEnded(true)), []);
  if (me.isPending) return <Loading />;
  if (!me.data) return me.error instanceof Problem && me.error.status === 401 ? <Suspense fallback={<Loading />}><SignIn /></Suspense> : <Troubled error={me.error} retry={() => void me.refetch()} />;
  const signedInAgain = () => {
    setEnded(false);
    void queryClient.invalidateQueries();
  };
  return (
    <AccountContext value={me.data}>
      <RouterProvider router={router} />
      {ended && <Suspense><SignInAgain login={me.data.login} done={signedInAgain} /></Suspense>}
    </AccountContext>
  );
}

export function App() {
  return (
    <MantineProvider theme={theme} cssVariablesResolver={variables} defaultColorScheme="auto" getStyleNonce={() => nonce}>
      <QueryClientProvider client={queryClient}>
        <I18nProvider>
          <SignedIn />
          <Notices />
        </I18nProvider>
      </QueryClientProvider>
    </MantineProvider>
  );
}
