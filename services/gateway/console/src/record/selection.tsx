// What can be done with all records that are ticked: what the state of each of them admits.
import { Button, Menu } from '@mantine/core';
import { IconX } from '@tabler/icons-react';
import { offered, type AnyRecord, type CommandKind } from '~/api/model';
import { usePlace } from '~/api/queries';
import { useI18n } from '~/i18n';
import { useAsk } from './command';

const selectedMax = 200;

export function commandsForAll(collection: string, records: AnyRecord[], roles: string[]): CommandKind[] {
  const [first, ...rest] = records.map((record) => offered(collection, record, roles));
  return (first ?? []).filter((command) => rest.every((others) => others.includes(command)));
}

export function Selection({ collection, records, clear }: { collection: string; records: AnyRecord[]; clear: () => void }) {
  const { t, commandWord } = useI18n();
  const { roles } = usePlace();
  const ask = useAsk();
  const commands = commandsForAll(collection, records, roles);
  return (
    <div className="tools" style={{ background: 'var(--go-soft)' }} role="region" aria-label={t('bulkSelected', { n: records.length })}>
      <strong className="num">{t('bulkSelected', { n: records.length })}</strong>
      {records.length > selectedMax ? <span>{t('bulkTooMany', { n: selectedMax })}</span> : commands.length === 0 ? <span>{t('bulkNothing')}</span> : commands.length <= 3 ? commands.map((command) => <Button key={command.name} variant="default" onClick={() => ask({ command, records, after: clear })}>{commandWord(command.name)}</Button>) : (
        <Menu position="bottom-start" shadow="md">
          <Menu.Target><Button variant="default">{t('recordActions')}</Button></Menu.Target>
          <Menu.Dropdown style={{ maxHeight: '60vh', overflowY: 'auto' }}>{commands.map((command) => <Menu.Item key={command.name} onClick={() => ask({ command, records, after: clear })}>{commandWord(command.name)}</Menu.Item>)}</Menu.Dropdown>
        </Menu>
      )}
      <Button variant="subtle" color="gray" ml="auto" leftSection={<IconX size={14} />} styles={{ label: { color: 'var(--ink)' } }} onClick={clear}>{t('bulkClear')}</Button>
    </div>
  );
}
