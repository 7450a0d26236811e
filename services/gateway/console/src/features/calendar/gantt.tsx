// Three years as bars that can be moved: first what would follow, then the command that moves it.
import { Button, Group } from '@mantine/core';
import { useElementSize } from '@mantine/hooks';
import { useMemo, useRef, useState, type KeyboardEvent, type PointerEvent } from 'react';
import { commandNamed, mayGive } from '~/api/model';
import { addDays, daysBetween, usePlace, useTitles } from '~/api/queries';
import { windowName } from '~/features/journey/marks';
import { useI18n } from '~/i18n';
import { useAsk } from '~/record/command';
import { RecordLink } from '~/shell/links';
import { Loading, Nothing, Troubled } from '~/shell/states';
import { Conflicts } from './conflicts';
import { conflictsOf, movePreset, moves, whatIf, type Item } from './plan';
import { usePlan } from './use-plan';

const nameWidth = 230;
const rowHeight = 28;
interface Shift {
  item: Item;
  days: number;
  asked: boolean; // what follows is shown
}

function WhatIf({ shift, items, cycles, leave }: { shift: Shift; items: Item[]; cycles: Parameters<typeof whatIf>[4]; leave: () => void }) {
  const { t, day } = useI18n();
  const { today } = usePlace();
  const people = useTitles('people');
  const sites = useTitles('sites');
  const ask = useAsk();
  const { item, days } = shift;
  const from = addDays(item.from, days);
  const found = whatIf(item, from, items, today, cycles);
  const dated = (values: Record<string, string>) => Object.fromEntries(Object.entries(values).map(([name, value]) => [name, /^\d{4}-/.test(value) ? day(value) : value]));
  return (
    <section className="panel what-if" aria-labelledby="what-if">
      <header><h2 id="what-if">{item.title}: {t('ganttWhatIf', { from: day(from), to: day(addDays(item.to, days)) })}</h2><span className="num dim">{days > 0 ? '+' : ''}{t('ganttBy', { n: days })}</span></header>
      <div className="body" role="status">
        {found.length === 0 ? <p style={{ marginTop: 0 }}><span className="tone good">{t('ganttFine')}</span></p> : (
          <ul style={{ margin: '0 0 10px', paddingLeft: 18 }}>
            {found.map((each, i) => <li key={i} style={{ color: `var(--${each.tone})` }}>{t(each.word, { ...dated(each.values), who: (each.person && people.get(each.person)) || (each.site && sites.get(each.site)) || '' })}</li>)}
          </ul>
        )}
        <Group gap={8}>
          <Button onClick={() => { leave(); ask({ command: commandNamed(moves[item.collection]!), record: item.record, preset: movePreset(item, from) }); }}>{t('ganttMove')}</Button>
          <Button variant="default" onClick={leave}>{t('ganttBack')}</Button>
        </Group>
      </div>
    </section>
  );
}

export function Gantt({ from, to }: { from: string; to: string }) {
  const { t, day, language, enumWord } = useI18n();
  const { today, roles, asOf } = usePlace();
  const { ref, width } = useElementSize();
  const { items, cycles, ready, error } = usePlan();
  const [shift, setShift] = useState<Shift | null>(null);
  const began = useRef(0);
  const shown = useMemo(() => items.filter((item) => item.to >= from && item.from <= to), [items, from, to]);
  const windows = cycles.flatMap((cycle) => cycle.windows.filter((window) => window.latest >= from && window.earliest <= to).map((window) => ({ key: cycle.journeyId + window.key, name: `${t('journeyWindow')}: ${windowName(window.key, enumWord)}`, from: window.earliest, to: window.latest, rule: window.rule })));
  const booked = useMemo(() => new Set(conflictsOf(items).flatMap(({ a, b }) => [a.id, b.id])), [items]);
  if (error) return <Troubled error={error} />;
  if (!ready) return <Loading />;
  if (shown.length === 0) return <div className="panel"><Nothing title={t('calendarNothing')} /></div>;
  const inner = Math.max(560, width - nameWidth - 2);
  const dayWidth = inner / Math.max(1, daysBetween(from, to));
  const x = (date: string) => daysBetween(from, date) * dayWidth;
  const months: string[] = [];
  for (let at = `${from.slice(0, 7)}-01`; at < to; at = addDays(`${at.slice(0, 7)}-28`, 5).slice(0, 7) + '-01') if (at >= from && ['01', '04', '07', '10'].includes(at.slice(5, 7))) months.push(at);
  const mayMove = (item: Item) => !asOf && item.movable && mayGive(commandNamed(moves[item.collection]!), roles);
  const daysOf = (item: Item) => (shift?.item.id === item.id ? shift.days : 0);

  const grab = (item: Item) => (event: PointerEvent<HTMLElement>) => {
    if (!mayMove(item)) return;
    event.currentTarget.setPointerCapture(event.pointerId);
    began.current = event.clientX;
    setShift({ item, days: 0, asked: false });
  };
  const drag = (item: Item) => (event: PointerEvent<HTMLElement>) => {
    if (shift?.item.id === item.id && !shift.asked && event.buttons > 0) setShift({ item, days: Math.round((event.clientX - began.current) / dayWidth), asked: false });
  };
  const drop = () => setShift((now) => (now && now.days !== 0 ? { ...now, asked: true } : now?.asked ? now : null));
  const key = (item: Item) => (event: KeyboardEvent) => {
    const step = { ArrowLeft: -1, ArrowRight: 1 }[event.key];
    if (!mayMove(item)) return;
    if (step) {
      event.preventDefault();
      setShift({ item, days: daysOf(item) + step * (event.shiftKey ? 7 : 1), asked: false });
    } else if (event.key === 'Enter' && daysOf(item) !== 0) setShift({ item, days: daysOf(item), asked: true });
    else if (event.key === 'Escape') setShift(null);
  };
  return (
    <>
      <Conflicts items={items} />
      {shift?.asked && <WhatIf shift={shift} items={items} cycles={cycles} leave={() => setShift(null)} />}
      <section className="panel" aria-label={t('calendarGantt')}>
        <p className="dim" style={{ margin: 0, padding: '8px 14px' }}>{t('ganttHint')}</p>
        <div className="gantt" ref={ref} tabIndex={0} role="region" aria-label={t('journeyTimelineLabel', { from: day(from), to: day(to) })}>
          <div style={{ width: nameWidth + inner, position: 'relative' }}>
            <div className="gantt-head" aria-hidden>{months.map((month) => <span key={month} style={{ left: nameWidth + x(month) }}>{month.endsWith('01-01') ? <b>{month.slice(0, 4)}</b> : new Intl.DateTimeFormat(language, { month: 'short', timeZone: 'UTC' }).format(new Date(month))}</span>)}</div>
            {today >= from && today <= to && <i className="gantt-today" style={{ left: nameWidth + x(today) }} title={t('journeyToday')} />}
            {windows.map((window) => (
              <div key={window.key} className="gantt-row" style={{ height: rowHeight }}>
                <span className="clip dim" style={{ width: nameWidth }}>{window.name}</span>
                <span className="gantt-bar" role="img" aria-label={`${window.name}, ${day(window.from)} – ${day(window.to)}`} title={`${day(window.from)} – ${day(window.to)} · ${window.rule}`}
                  style={{ left: nameWidth + Math.max(0, x(window.from)), width: Math.max(10, x(window.to) - Math.max(0, x(window.from))), borderStyle: 'dashed', borderColor: 'var(--wait)' }} />
              </div>
            ))}
            {shown.map((item) => {
              const days = daysOf(item);
              const tone = booked.has(item.id) ? 'bad' : item.over ? 'good' : item.from < today ? 'warn' : 'go';
              const left = x(addDays(item.from, days));
              const right = x(addDays(item.to, days + 1));
              return (
                <div key={item.id} className="gantt-row" style={{ height: rowHeight }}>
                  <span className="clip" style={{ width: nameWidth }}><RecordLink collection={item.collection} id={item.id}>{item.title}</RecordLink></span>
                  <span
                    className={`gantt-bar ${mayMove(item) ? 'movable' : ''}`} role={mayMove(item) ? 'slider' : 'img'} {...(mayMove(item) && { tabIndex: 0, 'aria-valuenow': days, 'aria-valuemin': -1100, 'aria-valuemax': 1100, 'aria-valuetext': day(addDays(item.from, days)) })}
                    aria-label={`${item.title}, ${day(addDays(item.from, days))} – ${day(addDays(item.to, days))}`} title={`${day(addDays(item.from, days))} – ${day(addDays(item.to, days))}`}
                    style={{ left: nameWidth + left, width: Math.max(10, right - left), background: `var(--${tone}-soft)`, borderColor: `var(--${tone})` }}
                    onPointerDown={grab(item)} onPointerMove={drag(item)} onPointerUp={drop} onKeyDown={key(item)}
                  />
                </div>
              );
            })}
          </div>
        </div>
      </section>
    </>
  );
}
