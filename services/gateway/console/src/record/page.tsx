// A record: where it stands, what can be done now, everything it says, everything that happened to it.
import { ActionIcon, Group, Menu, Tooltip } from '@mantine/core';
import { IconArrowRight, IconDots, IconPlus } from '@tabler/icons-react';
import { useDeferredValue, useEffect, type ReactNode } from 'react';
import { creating, fieldsOfRecord, kindOf, offered, titleOf, valuesOf, type AnyRecord, type Field } from '~/api/model';
import { usePlace, useRecord, useTitling } from '~/api/queries';
import { Problem } from '~/api/client';
import { useI18n } from '~/i18n';
import { PlaceLink } from '~/shell/links';
import { Loading, Nothing, Troubled } from '~/shell/states';
import { CommandButton, useAsk } from './command';
import { nextOf } from './next';
import { Timeline } from './timeline';
import { EnumTone, OverdueTone } from './tone';
import { isUnsaid, notJudgedIn } from './unsaid';
import { Fields, MiniTable } from './value';

// States off the main way: shown only where a record stands in one.
const aside = new Set(['PLAN_REJECTED', 'INEFFECTIVE', 'CANCELLED', 'WITHDRAWN', 'DROPPED', 'DECLINED', 'TURNED_DOWN', 'APPLICATION_DECLINED', 'REFUSED', 'SUSPENDED', 'EXPIRED', 'WAIVED', 'SUPERSEDED']);

export function StateBar({ collection, record, small }: { collection: string; record: AnyRecord; small?: boolean }) {
  const { enumWord } = useI18n();
  const field = fieldsOfRecord(collection).find((each) => each.name === 'state');
  if (!field?.type || !record.state) return null;
  const states = valuesOf(field.type).filter((state) => !aside.has(state) || state === record.state);
  const at = states.indexOf(record.state);
  if (states.length < 2) return <p style={{ margin: '0 0 14px' }}><EnumTone type={field.type} value={record.state} /></p>;
  return (
    <ol className={`states ${small ? 'small' : ''}`} aria-label={enumWord(field.type, record.state)} tabIndex={0}>
      {states.map((state, i) => (
        <li key={state} className={i === at ? `is ${aside.has(state) ? 'bad' : ''}` : i < at ? 'was' : ''} {...(i === at && { 'aria-current': 'step' as const })}>{enumWord(field.type!, state)}</li>
      ))}
    </ol>
  );
}

/** The button that moves a record on, and all else that can be done with it. */
export function Actions({ collection, record, service, first }: { collection: string; record: AnyRecord; service?: string; first?: ReactNode }) {
  const { roles, asOf } = usePlace();
  const { t, commandWord } = useI18n();
  const ask = useAsk();
  const all = offered(collection, record, roles);
  const next = nextOf(collection, record, all);
  const rest = all.filter((command) => command !== next);
  const askFor = (command: (typeof all)[number]) => ask({ command, record, ...(service && { service }) });
  return (
    <Group gap={6}>
      {first}
      {next && <CommandButton variant="filled" icon={<IconArrowRight size={14} />} asked={{ command: next, record, ...(service && { service }) }} />}
      {rest.length > 0 && rest.length <= 2 && rest.map((command) => <CommandButton key={command.name} asked={{ command, record, ...(service && { service }) }} />)}
      {rest.length > 2 && (
        <Menu position="bottom-end" shadow="md">
          <Menu.Target><Tooltip label={t('recordActions')}><ActionIcon variant="default" size={30} disabled={Boolean(asOf)} aria-label={t('recordActions')}><IconDots size={16} /></ActionIcon></Tooltip></Menu.Target>
          <Menu.Dropdown style={{ maxHeight: '70vh', overflowY: 'auto' }}>
            <Menu.Label>{t('recordActions')}</Menu.Label>
            {rest.map((command) => <Menu.Item key={command.name} onClick={() => askFor(command)}>{commandWord(command.name)}</Menu.Item>)}
          </Menu.Dropdown>
        </Menu>
      )}
    </Group>
  );
}

/** Buttons for the records of this kind that one's roles may make. */
export function CreateButtons({ collection, preset, variant = 'filled' }: { collection: string; preset?: Record<string, unknown>; variant?: 'filled' | 'default' }) {
  const { roles } = usePlace();
  return (
    <>
      {creating(collection, roles).map((command, i) => (
        <CommandButton key={command.name} variant={i === 0 ? variant : 'default'} icon={<IconPlus size={14} />} asked={{ command, ...(preset && { preset }) }} />
      ))}
    </>
  );
}

const told = new Set(['statement', 'evidence', 'scope', 'scopeStatement', 'cause', 'correction', 'correctiveAction', 'resolution', 'scenario', 'result']);
const long = (field: Field, value: unknown) => field.kind === 'text' && !field.list && (told.has(field.name) || String(value).length > 90);

/** Long texts first, as they are read; then what is short; then the parts. */
export function Details({ collection, record, without = [] }: { collection: string; record: AnyRecord; without?: string[] }) {
  const { field: word, t } = useI18n();
  const unsaid = notJudgedIn(collection, record);
  const fields = fieldsOfRecord(collection).filter((field) => !isUnsaid(field, record[field.name], unsaid) && field.name !== 'state' && field.name !== 'number' && !without.includes(field.name));
  const texts = fields.filter((field) => long(field, record[field.name]));
  const parts = fields.filter((field) => field.kind === 'object' && field.list && field.type !== 'EvidenceFile');
  const rest = fields.filter((field) => !texts.includes(field) && !parts.includes(field) && field.name !== 'overdue');
  return (
    <>
      <section className="panel" aria-labelledby="details">
        <header><h2 id="details">{t('recordDetails')}</h2></header>
        <div className="body">
          {texts.map((field) => (
            <div key={field.name} style={{ marginBottom: 12 }}>
              <h3 className="dim" style={{ margin: '0 0 2px', fontSize: 12.5, fontWeight: 500 }}>{word(field.name)}</h3>
              <div className="prose" style={{ maxWidth: '78ch' }}>{String(record[field.name])}</div>
            </div>
          ))}
          <Fields fields={rest} values={record} without={unsaid} />
        </div>
      </section>
      {parts.map((field) => (
        <section key={field.name} className="panel" aria-label={word(field.name)}>
          <header><h2>{word(field.name)}</h2></header>
          <div className="body"><MiniTable type={field.type!} items={record[field.name] as Record<string, unknown>[]} without={unsaid} /></div>
        </section>
      ))}
    </>
  );
}

export interface RecordPageProps {
  collection: string;
  id: string;
  service?: string;
  /** What takes the whole width, above all. */
  wide?: (record: AnyRecord) => ReactNode;
  /** What a kind of record shows besides, above its details or instead of them. */
  children?: (record: AnyRecord) => ReactNode;
  subtitle?: (record: AnyRecord) => ReactNode;
  buttons?: (record: AnyRecord) => ReactNode;
  details?: boolean;
}
export function RecordPage({ collection, id, service, wide, children, subtitle, buttons, details = true }: RecordPageProps) {
  const i18n = useTitling(collection);
  const { t, collectionWord } = i18n;
  const { asOf } = usePlace();
  const answer = useRecord(collection, id, service);
  const record = answer.data?.id === id ? answer.data : undefined;
  const title = record ? titleOf(collection, record, i18n) : '';
  const whole = useDeferredValue(record !== undefined, false); // what it is and what can be done stands there before all the rest is drawn
  useEffect(() => {
    if (title) document.title = `${title} · Assay`;
  }, [title]);
  if (answer.error) {
    const gone = answer.error instanceof Problem && answer.error.status === 404;
    return gone ? <Nothing title={asOf ? t('recordNotThen') : t('recordNotFound')}><PlaceLink to={collection}>{collectionWord(collection)}</PlaceLink></Nothing> : <Troubled error={answer.error} retry={() => void answer.refetch()} />;
  }
  if (!record || !kindOf(collection)) return <div className="page"><Loading /></div>;
  return (
    <div className="page">
      <div className="head">
        <div className="grow">
          <nav className="crumbs" aria-label={t('navigation')}><PlaceLink to={collection}>{collectionWord(collection)}</PlaceLink></nav>
          <h1>{title} {Boolean(record['overdue']) && <OverdueTone />}</h1>
          {subtitle && <div className="dim">{subtitle(record)}</div>}
        </div>
        <Actions collection={collection} record={record} {...(service && { service })} first={buttons?.(record)} />
      </div>
      <StateBar collection={collection} record={record} />
      {whole && wide?.(record)}
      <div className="cols">
        <div className="stack">
          {whole ? children?.(record) : <Loading />}
          {whole && details && <Details collection={collection} record={record} />}
        </div>
        {whole && <Timeline collection={collection} id={id} title={title} {...(service && { service })} />}
      </div>
    </div>
  );
}
