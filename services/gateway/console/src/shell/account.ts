import { createContext, useContext } from 'react';
import type { Account } from '~/api/queries';

/** The organisation that was open last, on this device. */
export const lastOrganisation = 'assay-organisation';

export const AccountContext = createContext<Account | null>(null);
export function useAccount(): Account {
  const account = useContext(AccountContext);
  if (!account) throw new Error('nobody is signed in');
  return account;
}
