import { Drawer } from '@mantine/core';
import { lazy, Suspense } from 'react';
import { useI18n } from '~/i18n';
import { Loading } from '~/shell/states';
import type { Asked } from './command';
import CommandForm from './form';

const BulkForm = lazy(() => import('./bulk'));

/** The form of a command, beside what it is about. */
export default function CommandDrawer({ asked, open, close }: { asked: Asked; open: boolean; close: () => void }) {
  const { t, commandWord } = useI18n();
  return (
    <Drawer opened={open} onClose={close} title={<strong>{commandWord(asked.command.name)}{asked.records ? ` · ${asked.records.length}` : ''}</strong>} closeButtonProps={{ 'aria-label': t('close') }}>
      {asked.records ? <Suspense fallback={<Loading />}><BulkForm key={asked.command.name} asked={asked} close={close} /></Suspense> : <CommandForm key={asked.command.name + (asked.record?.id ?? '')} asked={asked} close={close} />}
    </Drawer>
  );
}
