import { Navigate } from '@tanstack/react-router';
import { First } from '~/features/organisation/first';
import { lastOrganisation, useAccount } from './account';

/** Opens the organisation that was open last; whoever has none begins with one. */
export function Home() {
  const { organisations } = useAccount();
  const last = localStorage.getItem(lastOrganisation);
  const open = organisations.find((organisation) => organisation === last) ?? organisations[0];
  return open ? <Navigate to={`/o/${open}/work` as never} replace /> : <First />;
}
