// A register by state, as cards.
import { useMemo } from 'react';
import { fieldsOfRecord, titleOf, valuesOf, type AnyRecord } from '~/api/model';
import { daysBetween, useList, usePlace, useTitles } from '~/api/queries';
import { useI18n } from '~/i18n';
import { RecordLink } from '~/shell/links';
import { Loading, Nothing, Troubled } from '~/shell/states';
import { EnumTone } from './tone';

export function Due({ on, done }: { on: string; done?: boolean }) {
  const { t, day } = useI18n();
  const { today } = usePlace();
  if (!on) return null;
  const left = daysBetween(today, on);
  if (done) return <span className="dim num">{day(on)}</span>;
  const word = left < 0 ? t('daysLate', { n: -left }) : left === 0 ? t('today') : t('daysLeft', { n: left });
  return <span className={`tone num ${left < 0 ? 'bad' : left <= 14 ? 'warn' : ''}`} title={day(on)}>{word}</span>;
}

export function Board({ collection, filter, ended, textField }: { collection: string; filter?: string; ended: string[]; textField: string }) {
  const { enumWord, t, number } = useI18n();
  const list = useList(collection, { ...(filter && { filter }), sort: 'dueOn' });
  const people = useTitles('people');
  const type = fieldsOfRecord(collection).find((field) => field.name === 'state')?.type ?? '';
  const lanes = useMemo(() => {
    const items = list.data?.items ?? [];
    return valuesOf(type).map((state) => ({ state, cards: items.filter((record) => record.state === state) })).filter(({ state, cards }) => cards.length > 0 || !ended.includes(state));
  }, [list.data, type, ended]);
  if (list.error) return <Troubled error={list.error} />;
  if (!list.data) return <Loading />;
  if (list.data.items.length === 0) return <div className="panel"><Nothing title={t('listEmpty')} /></div>;
  const { items, total } = list.data;
  return (
    <>
    {items.length < total && <p className="dim">{t('listFirst', { n: number(items.length), all: number(total) })}</p>}
    <div className="board" tabIndex={0} role="region" aria-label={t('listBoard')}>
      {lanes.map(({ state, cards }) => (
        <section key={state} className={`lane ${cards.length === 0 ? 'empty' : ''}`} aria-label={enumWord(type, state)}>
          <h3><span>{enumWord(type, state)}</span><span className="dim num">{cards.length}</span></h3>
          {cards.slice(0, 60).map((record) => <BoardCard key={record.id} collection={collection} record={record} textField={textField} owner={people.get(String(record['ownerId'])) ?? ''} ended={ended.includes(state)} />)}
          {cards.length > 60 && <div className="dim">+ {cards.length - 60}</div>}
        </section>
      ))}
    </div>
    </>
  );
}

function BoardCard({ collection, record, textField, owner, ended }: { collection: string; record: AnyRecord; textField: string; owner: string; ended: boolean }) {
  const i18n = useI18n();
  const grade = fieldsOfRecord(collection).find((field) => field.name === 'grade');
  return (
    <RecordLink collection={collection} id={record.id} className={`card ${record['overdue'] && !ended ? 'late' : ''}`}>
      <span className="top-line"><span>{titleOf(collection, record, i18n)}</span>{grade && <EnumTone type={grade.type!} value={String(record['grade'])} />}</span>
      <p>{String(record[textField] ?? '')}</p>
      <span className="top-line" style={{ margin: 0 }}><span className="clip">{owner}</span><Due on={String(record['dueOn'] ?? '')} done={ended} /></span>
    </RecordLink>
  );
}
