// A register as a table: sorted and filtered by the server, rows fetched as one scrolls, columns chosen by the reader.
// What is chosen stands in the address, so a view is a link.
import { ActionIcon, Button, Checkbox, Menu, Popover, TextInput, Tooltip } from '@mantine/core';
import { IconChevronDown, IconChevronUp, IconColumns3, IconDownload, IconSearch } from '@tabler/icons-react';
import { useVirtualizer } from '@tanstack/react-virtual';
import { memo, useCallback, useEffect, useMemo, useRef, useState, type ReactNode } from 'react';
import { commandsOf, fieldsOfRecord, mayGive, titleOf, type AnyRecord, type Field } from '~/api/model';
import { usePages, usePlace, useTitles } from '~/api/queries';
import { useI18n } from '~/i18n';
import { RecordLink, useViewSearch, type Search } from '~/shell/links';
import { tell } from '~/shell/notices';
import { Nothing, Troubled } from '~/shell/states';
import { columnsOf, firstSort, plainText, save, toCsv } from './columns';
import { FilterMenu } from './filter-menu';
import { Selection } from './selection';
import { OverdueTone } from './tone';
import { isUnsaid, notJudgedIn } from './unsaid';
import { Value } from './value';
import { keepColumns, keptColumns, Views } from './views';
import { wholeOf } from './whole';

const rowHeight = 33;
/** Names of other records for cells, from the registers that `fields` refer to; shared by all tables. */
function useNamesForText(fields: Field[]) {
  const needed = new Set(fields.map((field) => field.reference));
  const names = (collection: string) => (needed.has(collection) ? collection : undefined);
  const maps: Record<string, Map<string, string>> = {
    people: useTitles(names('people')), sites: useTitles(names('sites')), processes: useTitles(names('processes')), 'certification-bodies': useTitles(names('certification-bodies')), journeys: useTitles(names('journeys')), audits: useTitles(names('audits')),
  };
  // As long as no name changes it is the same function: cells are drawn anew when one comes.
  // eslint-disable-next-line react-hooks/exhaustive-deps
  return useCallback((collection: string, id: string) => maps[collection]?.get(id) ?? id.slice(0, 8), Object.values(maps));
}
const named = new Set(['people', 'sites', 'processes', 'certification-bodies', 'journeys', 'audits']);

type NameOf = (collection: string, id: string) => string;

function Cell({ collection, record, field, first, nameOf }: { collection: string; record: AnyRecord; field: Field; first: boolean; nameOf: NameOf }) {
  const i18n = useI18n();
  const value = record[field.name];
  if (!first && isUnsaid(field, value, notJudgedIn(collection, record))) return null;
  const text = () => plainText(field, value, i18n, nameOf);
  if (first) return <RecordLink collection={collection} id={record.id}>{text() || titleOf(collection, record, i18n)}</RecordLink>;
  if (field.name === 'overdue') return value ? <OverdueTone /> : null;
  if (field.kind === 'id' && !field.list && named.has(field.reference ?? '')) return value ? <RecordLink collection={field.reference!} id={String(value)}>{text()}</RecordLink> : null;
  if (field.kind === 'enum' && !field.list) return <Value field={field} value={value} />;
  return <span title={text()}>{field.list || field.kind === 'object' || field.kind === 'text' ? text() : <Value field={field} value={value} />}</span>;
}

/** One record; drawn anew only where it, or a name in it, is another one. */
const Row = memo(function Row({ collection, record, visible, nameOf, tick, ticked }: { collection: string; record: AnyRecord; visible: Field[]; nameOf: NameOf; tick: ((ids: string[], on: boolean) => void) | undefined; ticked: boolean }) {
  const i18n = useI18n();
  return (
    <tr>
      {tick && <td className="tick"><input type="checkbox" aria-label={titleOf(collection, record, i18n)} checked={ticked} onChange={(event) => tick([record.id], event.currentTarget.checked)} /></td>}
      {visible.map((field, i) => <td key={field.name}><Cell collection={collection} record={record} field={field} first={i === 0} nameOf={nameOf} /></td>)}
    </tr>
  );
});

export function RecordTable({ collection, fixedFilter = '', service, tools, emptyHint, height }: { collection: string; fixedFilter?: string; service?: string; tools?: ReactNode; emptyHint?: ReactNode; height?: string }) {
  const i18n = useI18n();
  const { t, field: word, number } = i18n;
  const { asOf, roles } = usePlace();
  const [search, setSearch] = useViewSearch();
  const [text, setText] = useState(search['q'] ?? '');
  const fields = fieldsOfRecord(collection);
  const visible = useMemo(() => columnsOf(collection, search['columns'] ?? keptColumns(collection)), [collection, search]);
  const [fetched, setFetched] = useState<number>(); // so many, while the rest is being fetched
  const [ticked, setTicked] = useState<Set<string>>(new Set());
  const tickable = !asOf && !service && commandsOf(collection).some((command) => command.creates !== 'always' && mayGive(command, roles));
  const sort = search['sort'] ?? firstSort(collection);
  const filter = [fixedFilter, search['filter']].filter(Boolean).join(';');
  const pages = usePages(collection, { filter: filter || undefined, sort: sort || undefined, service } as never);
  const nameOf = useNamesForText(search['q'] ? fields : visible); // looking through rows needs all names
  const all = useMemo(() => (pages.data?.pages ?? []).flatMap((page) => page.items), [pages.data]);
  const asText = (field: Field, record: AnyRecord) => (isUnsaid(field, record[field.name], notJudgedIn(collection, record)) ? '' : plainText(field, record[field.name], i18n, nameOf));
  const fitting = (records: AnyRecord[]) => {
    const wanted = (search['q'] ?? '').toLowerCase();
    return wanted ? records.filter((record) => `${titleOf(collection, record, i18n)} ${fields.map((field) => asText(field, record)).join(' ')}`.toLowerCase().includes(wanted)) : records;
  };
  // eslint-disable-next-line react-hooks/exhaustive-deps
  const rows = useMemo(() => fitting(all), [all, search['q'], collection, i18n.language, nameOf]);
  const total = pages.data?.pages[0]?.total ?? 0;

  // Looking through rows needs all of them.
  useEffect(() => {
    if (search['q'] && pages.hasNextPage && !pages.isFetchingNextPage) void pages.fetchNextPage();
  }, [search, pages]);

  const scroller = useRef<HTMLDivElement>(null);
  const virtual = useVirtualizer({ count: rows.length, getScrollElement: () => scroller.current, estimateSize: () => rowHeight, overscan: 10 });
  const shown = virtual.getVirtualItems();
  const last = shown[shown.length - 1]?.index ?? 0;
  useEffect(() => {
    if (pages.hasNextPage && !pages.isFetchingNextPage && last > rows.length - 60) void pages.fetchNextPage();
  }, [last, rows.length, pages]);

  const selected = ticked.size === 0 ? [] : rows.filter((record) => ticked.has(record.id));
  const tick = useCallback((ids: string[], on: boolean) => setTicked((before) => new Set(on ? [...before, ...ids] : [...before].filter((id) => !ids.includes(id)))), []);

  const toggleSort = (name: string) => setSearch({ sort: sort === name ? `-${name}` : name });
  const showView = (next: Search) => {
    setText(next['q'] ?? '');
    setSearch(next);
  };
  /** Does something with all that fits, once all of it is here. */
  const withAll = async (then: (records: AnyRecord[]) => void | Promise<void>) => {
    try {
      await then(fitting(await wholeOf<AnyRecord>(pages, setFetched)));
    } catch (error) {
      tell({ tone: 'warn', title: t('problemTitle'), message: error instanceof Error ? error.message : String(error) });
    } finally {
      setFetched(undefined);
    }
  };
  const header = () => visible.map((field) => word(field.name));
  const cells = (records: AnyRecord[]) => records.map((record) => visible.map((field) => asText(field, record)));
  const saveCsv = () => withAll((records) => save(`${collection}.csv`, 'text/csv;charset=utf-8', toCsv(header(), cells(records))));
  const saveSheet = () => withAll(async (records) => save(`${collection}.xlsx`, 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet', (await import('./sheet')).toXlsx(i18n.collectionWord(collection), header(), cells(records))));

  if (pages.error) return <Troubled error={pages.error} retry={() => void pages.refetch()} />;
  const filtered = Boolean(search['filter'] || search['q']);
  const above = shown[0]?.start ?? 0;
  const below = virtual.getTotalSize() - (shown[shown.length - 1]?.end ?? 0);
  return (
    <section className="panel" aria-label={i18n.collectionWord(collection)}>
      <div className="tools">
        <TextInput size="xs" w={220} leftSection={<IconSearch size={14} />} placeholder={t('listFilter')} aria-label={t('listFilter')} value={text}
          onChange={(event) => { setText(event.currentTarget.value); setSearch({ q: event.currentTarget.value || undefined }); }} />
        <FilterMenu fields={fields} search={search} setSearch={setSearch} />
        <Views key={collection} collection={collection} search={search} setSearch={showView} />
        {tools}
        <span className="dim num" role="status" style={{ marginLeft: 'auto' }}>{pages.isPending ? '' : fetched !== undefined ? t('listFetching', { n: number(fetched), all: number(total) }) : rows.length < total ? t('listFiltered', { n: number(rows.length), all: number(total) }) : t('listCount', { n: number(total) })}</span>
        <Popover position="bottom-end" width={260} shadow="md" withinPortal>
          <Popover.Target>
            <Tooltip label={t('listColumns')}><ActionIcon variant="default" aria-label={t('listColumns')}><IconColumns3 size={15} /></ActionIcon></Tooltip>
          </Popover.Target>
          <Popover.Dropdown style={{ maxHeight: 360, overflow: 'auto' }}>
            {fields.filter((field) => field.kind !== 'object' || field.list || field.type === 'Money').map((field) => (
              <Checkbox key={field.name} size="xs" my={5} label={word(field.name)} checked={visible.some((column) => column.name === field.name)}
                onChange={(event) => {
                  const names = visible.map((column) => column.name);
                  const columns = (event.currentTarget.checked ? [...names, field.name] : names.filter((name) => name !== field.name)).join(',');
                  keepColumns(collection, columns);
                  setSearch({ columns });
                }} />
            ))}
          </Popover.Dropdown>
        </Popover>
        <Menu position="bottom-end">
          <Menu.Target><ActionIcon variant="default" aria-label={t('listCsv')}><IconDownload size={15} /></ActionIcon></Menu.Target>
          <Menu.Dropdown>
            <Menu.Item onClick={() => void saveCsv()}>{t('listCsv')}</Menu.Item>
            <Menu.Item onClick={() => void saveSheet()}>{t('listXlsx')}</Menu.Item>
          </Menu.Dropdown>
        </Menu>
      </div>
      {selected.length > 0 && <Selection collection={collection} records={selected} clear={() => setTicked(new Set())} />}
      <div className="rows" ref={scroller} style={{ maxHeight: height ?? 'calc(100vh - 215px)', minHeight: 120 }} tabIndex={0} role="region" aria-label={i18n.collectionWord(collection)}>
        <table>
          <thead>
            <tr>
              {tickable && <th className="tick"><span><input type="checkbox" aria-label={t('bulkAll')} checked={rows.length > 0 && selected.length === rows.length && !pages.hasNextPage} onChange={(event) => (event.currentTarget.checked ? void withAll((records) => tick(records.map(({ id }) => id), true)) : setTicked(new Set()))} /></span></th>}
              {visible.map((field) => {
                const direction = sort === field.name ? 'ascending' : sort === `-${field.name}` ? 'descending' : 'none';
                const sortable = !field.list && !['object', 'sealed'].includes(field.kind);
                return (
                  <th key={field.name} scope="col" aria-sort={direction}>
                    {sortable ? (
                      <button type="button" onClick={() => toggleSort(field.name)}>
                        {word(field.name)}
                        {direction === 'ascending' && <IconChevronUp size={13} aria-hidden />}
                        {direction === 'descending' && <IconChevronDown size={13} aria-hidden />}
                      </button>
                    ) : (
                      <span>{word(field.name)}</span>
                    )}
                  </th>
                );
              })}
            </tr>
          </thead>
          <tbody>
            {above > 0 && <tr aria-hidden><td style={{ height: above, padding: 0 }} colSpan={visible.length + 1} /></tr>}
            {shown.map(({ index }) => {
              const record = rows[index]!;
              return <Row key={record.id} collection={collection} record={record} visible={visible} nameOf={nameOf} tick={tickable ? tick : undefined} ticked={ticked.has(record.id)} />;
            })}
            {below > 0 && <tr aria-hidden><td style={{ height: below, padding: 0 }} colSpan={visible.length + 1} /></tr>}
          </tbody>
        </table>
        {!pages.isPending && rows.length === 0 && (
          <Nothing title={filtered ? t('listEmptyFiltered') : t('listEmpty')}>
            {filtered ? <Button variant="default" onClick={() => showView({ filter: undefined, q: undefined })}>{t('listClearFilters')}</Button> : emptyHint}
          </Nothing>
        )}
      </div>
    </section>
  );
}
