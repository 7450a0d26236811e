// Views of a register: filter, order and columns under a name, kept on this device; the columns chosen last are the ones it opens with.
import { ActionIcon, Button, Menu, TextInput } from '@mantine/core';
import { IconBookmark, IconTrash } from '@tabler/icons-react';
import { useState } from 'react';
import { useI18n } from '~/i18n';

export type View = Record<string, string | undefined>;
const parts = ['filter', 'q', 'sort', 'columns', 'view'];
const placeOf = (collection: string) => `assay-views:${collection}`;
const columnsPlaceOf = (collection: string) => `assay-columns:${collection}`;

export const keptColumns = (collection: string): string | undefined => localStorage.getItem(columnsPlaceOf(collection)) ?? undefined;
export const keepColumns = (collection: string, columns: string) => localStorage.setItem(columnsPlaceOf(collection), columns);
const readViews = (collection: string) => JSON.parse(localStorage.getItem(placeOf(collection)) ?? '{}') as Record<string, View>;

export function Views({ collection, search, setSearch }: { collection: string; search: View; setSearch: (next: View) => void }) {
  const { t } = useI18n();
  const [views, set] = useState(() => readViews(collection));
  const [name, setName] = useState('');
  const write = (next: Record<string, View>) => {
    localStorage.setItem(placeOf(collection), JSON.stringify(next));
    set(next);
  };
  const save = () => {
    if (!name.trim()) return;
    write({ ...views, [name.trim()]: Object.fromEntries(parts.filter((part) => search[part]).map((part) => [part, search[part]])) });
    setName('');
  };
  const show = (view: View) => setSearch(Object.fromEntries(parts.map((part) => [part, view[part]])));
  const names = Object.keys(views).sort((a, b) => a.localeCompare(b));
  return (
    <Menu position="bottom-start" width={280} shadow="md" closeOnItemClick>
      <Menu.Target><Button variant="default" leftSection={<IconBookmark size={14} />}>{t('listViews')}</Button></Menu.Target>
      <Menu.Dropdown>
        {names.length === 0 && <Menu.Label>{t('listViewsHint')}</Menu.Label>}
        {names.map((each) => (
          <div key={each} style={{ display: 'flex', alignItems: 'center' }}>
            <Menu.Item onClick={() => show(views[each]!)} style={{ flex: 1, minWidth: 0 }}><span className="clip" style={{ display: 'block' }}>{each}</span></Menu.Item>
            <ActionIcon variant="subtle" color="gray" aria-label={`${t('formRemove')}: ${each}`} onClick={() => write(Object.fromEntries(Object.entries(views).filter(([other]) => other !== each)))}><IconTrash size={14} /></ActionIcon>
          </div>
        ))}
        <Menu.Divider />
        <form style={{ display: 'flex', gap: 6, padding: '4px 8px 8px' }} onSubmit={(event) => { event.preventDefault(); save(); }}>
          <TextInput size="xs" style={{ flex: 1 }} maxLength={60} placeholder={t('listViewName')} aria-label={t('listViewName')} value={name} onChange={(event) => setName(event.currentTarget.value)} onKeyDown={(event) => event.stopPropagation()} />
          <Button type="submit" variant="default" disabled={!name.trim()}>{t('listViewSave')}</Button>
        </form>
      </Menu.Dropdown>
    </Menu>
  );
}
