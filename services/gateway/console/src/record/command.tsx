// Opening the form of a command, from any screen; the form itself is loaded when the first one is opened.
import { Button } from '@mantine/core';
import { createContext, lazy, Suspense, useCallback, useContext, useState, type ReactNode } from 'react';
import type { Accepted } from '~/api/client';
import type { AnyRecord, CommandKind } from '~/api/model';
import { usePlace } from '~/api/queries';
import { useI18n } from '~/i18n';
import type { Draft } from './body';
import type { Kept } from './drafts';

const CommandDrawer = lazy(() => import('./drawer'));

export interface Asked {
  command: CommandKind;
  record?: AnyRecord;
  preset?: Draft;
  service?: string;
  /** What was given and refused later, to be mended. */
  kept?: Kept;
  then?: (accepted: Accepted) => void;
  /** Several records at once: the same is given to each of them. */
  records?: AnyRecord[];
  after?: () => void;
}
const Context = createContext<(asked: Asked) => void>(() => {});
/** Opens the form of a command, beside what it is about. */
export const useAsk = () => useContext(Context);

export function CommandProvider({ children }: { children: ReactNode }) {
  const [asked, setAsked] = useState<Asked | null>(null);
  const [open, setOpen] = useState(false);
  const [times, setTimes] = useState(0);
  const ask = useCallback((next: Asked) => {
    setAsked(next);
    setTimes((before) => before + 1); // each opening is another form
    setOpen(true);
  }, []);
  return (
    <Context value={ask}>
      {children}
      {asked && <Suspense><CommandDrawer key={times} asked={asked} open={open} close={() => setOpen(false)} /></Suspense>}
    </Context>
  );
}

/** A button that opens a command's form. */
export function CommandButton({ asked, variant = 'default', children, icon }: { asked: Asked; variant?: 'filled' | 'default' | 'subtle'; children?: ReactNode; icon?: ReactNode }) {
  const ask = useAsk();
  const { commandWord } = useI18n();
  const { asOf } = usePlace();
  return <Button variant={variant} disabled={Boolean(asOf)} leftSection={icon} onClick={() => ask(asked)}>{children ?? commandWord(asked.command.name)}</Button>;
}
