// Search everywhere: screens, records by their names, and what one may begin.
import { Spotlight, spotlight, type SpotlightActionData, type SpotlightActionGroupData } from '@mantine/spotlight';
import { IconArrowRight, IconPlus, IconSearch } from '@tabler/icons-react';
import { useEffect, useMemo, useState } from 'react';
import { collections, creating, titleOf } from '~/api/model';
import { useList, usePlace } from '~/api/queries';
import { useI18n } from '~/i18n';
import { useAsk } from '~/record/command';
import { navigation } from './layout';
import { useGo } from './links';

const searched = ['findings', 'actions', 'audits', 'people', 'to-dos', 'certificates', 'sites', 'processes'];

/** Asked of the server when somebody searches: whole registers, of each what fits first. */
function useFound(words: string): SpotlightActionData[] {
  const i18n = useI18n();
  const { recordWord } = i18n;
  const go = useGo();
  const enabled = words.length > 0;
  const lists = [
    useList('findings', { enabled }), useList('actions', { enabled }), useList('audits', { enabled }), useList('people', { enabled }),
    useList('to-dos', { enabled }), useList('certificates', { enabled }), useList('sites', { enabled }), useList('processes', { enabled }),
  ];
  return lists.flatMap((list, i) => {
    const collection = searched[i]!;
    return (list.data?.items ?? [])
      .map((record) => ({ record, title: titleOf(collection, record, i18n), more: String(record['statement'] ?? (collection === 'actions' ? record['title'] : '') ?? '') }))
      .filter(({ title, more }) => `${title} ${more}`.toLowerCase().includes(words.toLowerCase()))
      .slice(0, 8)
      .map(({ record, title, more }) => ({ id: record.id, label: title, description: more && more !== title ? `${recordWord(collection)} · ${more.slice(0, 90)}` : recordWord(collection), onClick: () => go(`${collection}/${record.id}`) }));
  });
}

export default function Palette({ opened }: { opened: number }) {
  useEffect(() => spotlight.open(), [opened]);
  const { t, collectionWord, commandWord } = useI18n();
  const { roles, asOf } = usePlace();
  const go = useGo();
  const ask = useAsk();
  const [query, setQuery] = useState('');
  const found = useFound(query);
  const groups = useMemo<SpotlightActionGroupData[]>(() => {
    const fits = (label: string) => label.toLowerCase().includes(query.toLowerCase());
    const screens = navigation.flatMap(({ items }) => items).map(({ to, word, icon: Icon }) => ({ id: `screen-${to}`, label: t(word), leftSection: <Icon size={16} stroke={1.6} />, onClick: () => go(to) }));
    const registers = collections.map((collection) => ({ id: `register-${collection}`, label: collectionWord(collection), leftSection: <IconArrowRight size={16} />, onClick: () => go(collection) }));
    const begin = asOf ? [] : collections.flatMap((collection) => creating(collection, roles)).map((command) => ({ id: command.name, label: commandWord(command.name), leftSection: <IconPlus size={16} />, onClick: () => ask({ command, then: (accepted) => go(`${command.collection}/${accepted.id}`) }) }));
    return [
      { group: t('search'), actions: found },
      { group: t('navigation'), actions: (query ? [...screens, ...registers] : screens).filter((action) => fits(action.label)).slice(0, query ? 6 : 20) },
      { group: t('recordNew'), actions: query ? begin.filter((action) => fits(action.label)).slice(0, 6) : [] },
    ].filter((group) => group.actions.length > 0);
  }, [query, found, t, go, ask, collectionWord, commandWord, roles, asOf]);
  return (
    <Spotlight actions={groups} filter={(_, actions) => actions} query={query} onQueryChange={setQuery} nothingFound={t('nothingFound')} scrollable maxHeight={440} shortcut={null}
      searchProps={{ leftSection: <IconSearch size={18} />, placeholder: t('searchEverywhere'), 'aria-label': t('searchEverywhere') }} />
  );
}
