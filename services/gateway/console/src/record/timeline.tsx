// What happened to a record: who, when, what changed, recorded late or not, and the proof of each entry.
import { Anchor, Collapse, UnstyledButton } from '@mantine/core';
import { IconShieldCheck } from '@tabler/icons-react';
import { lazy, Suspense, useState } from 'react';
import { fieldsOf, kindOf, type Field } from '~/api/model';
import { dayIn, daysBetween, useActor, useHistory, usePlace, type HistoryLine } from '~/api/queries';
import { useI18n } from '~/i18n';
import { PlaceLink } from '~/shell/links';
import { Loading, Troubled } from '~/shell/states';
import { filesIn, logOf } from '~/features/proof/evidence-file';
import { isUnsaid } from './unsaid';
import { Fields } from './value';

const EvidenceButton = lazy(() => import('~/features/proof/evidence-button').then((module) => ({ default: module.EvidenceButton })));

/** The fields of an event, with the forms that the record gives them; what only the event has is text. */
function fieldsOfEvent(collection: string, data: Record<string, unknown>): Field[] {
  const known = new Map(fieldsOf(kindOf(collection)?.name ?? '').map((field) => [field.name, field]));
  return Object.keys(data).map((name) => {
    const value = data[name];
    const field = known.get(name);
    const list = Array.isArray(value);
    if (field && Boolean(field.list) === list) return field;
    const plain = list ? value.every((item) => typeof item !== 'object') : typeof value !== 'object' || (value !== null && 'ciphertext' in value);
    const form = value && typeof value === 'object' && 'ciphertext' in value ? 'sealed' : /^\d{4}-\d\d-\d\d$/.test(String(value)) ? 'date' : typeof value === 'boolean' ? 'boolean' : 'text';
    return { name, kind: plain ? form : 'object', ...(list && { list: true }), ...(!plain && { type: '' }) } as Field;
  }).filter((field) => field.kind !== 'object' || field.type !== '');
}

function Line({ line, collection, service }: { line: HistoryLine; collection: string; service?: string }) {
  const { t, moment, day, eventWord } = useI18n();
  const { zone } = usePlace();
  const actor = useActor();
  const [open, setOpen] = useState(false);
  const data = line.event.data;
  const happened = String(data['occurredOn'] ?? '');
  const late = happened ? daysBetween(happened, dayIn(zone, line.recordedAt)) : 0;
  const fields = fieldsOfEvent(collection, data).filter((field) => field.name !== 'occurredOn' && !isUnsaid(field, data[field.name]));
  const log = logOf(line, service);
  return (
    <li className={line.changedBy.startsWith('reaction:') ? 'itself' : ''}>
      <UnstyledButton onClick={() => setOpen(!open)} aria-expanded={open} style={{ textAlign: 'left', fontSize: 'inherit' }}>
        <span className="what">{eventWord(line.event.type)}</span>
        <div className="dim">
          {happened ? day(happened) : moment(line.recordedAt)} · {line.changedBy.startsWith('reaction:') ? actor(line.changedBy) : t('recordBy', { who: actor(line.changedBy) })}
        </div>
      </UnstyledButton>
      {late > 0 && <div><span className="tone warn">{t('recordLate', { n: late })}</span></div>}
      {line.warnings.map((warning) => (
        <div key={warning.rule} className="tone bad" style={{ whiteSpace: 'normal', display: 'block', borderRadius: 6, marginTop: 4 }}>{warning.message} ({warning.rule})</div>
      ))}
      <Collapse expanded={open}>
        <div style={{ margin: '8px 0' }}><Fields fields={fields} values={data} /></div>
        <div className="dim" style={{ display: 'flex', gap: 10, flexWrap: 'wrap' }}>
          <span>{moment(line.recordedAt)}</span>
          <span className="mono">{t('recordPosition', { n: line.position })} · {line.ruleset}</span>
          <Anchor component="span" size="sm"><PlaceLink to={`proof/${log}/${line.position}`}><IconShieldCheck size={13} aria-hidden /> {t('recordVerify')}</PlaceLink></Anchor>
        </div>
      </Collapse>
    </li>
  );
}

export function Timeline({ collection, id, service, title }: { collection: string; id: string; service?: string; title: string }) {
  const history = useHistory(collection, id, service);
  const { t } = useI18n();
  return (
    <section className="panel timeline" aria-labelledby="timeline">
      <header><h2 id="timeline">{t('recordTimeline')}</h2>{history.data && <Suspense><EvidenceButton name={title} places={history.data.items.map((line) => ({ service: logOf(line, service), position: line.position }))} uploads={filesIn(history.data.items)} /></Suspense>}</header>
      <div className="body">
        {history.error ? <Troubled error={history.error} /> : !history.data ? <Loading lines={4} /> : (
          <ol className="line">{[...history.data.items].reverse().map((line) => <Line key={`${line.position}.${line.version}`} line={line} collection={collection} {...(service && { service })} />)}</ol>
        )}
      </div>
    </section>
  );
}
