// Appointments, deadlines and windows: a month, a week, a list, three years; the plan that can be moved, and what it has covered.
import { Button, SegmentedControl } from '@mantine/core';
import { IconChevronLeft, IconChevronRight } from '@tabler/icons-react';
import { lazy, Suspense, useEffect, useMemo } from 'react';
import type { Schemas } from '~/api/client';
import type { AnyRecord } from '~/api/model';
import { addDays, useAnswer, useList, usePlace } from '~/api/queries';
import { Years, type Mark } from '~/features/journey/years';
import { useI18n } from '~/i18n';
import { Due } from '~/record/board';
import { PlaceLink, useViewSearch } from '~/shell/links';
import { Loading, Nothing, Troubled } from '~/shell/states';
import { mondayOf, Month } from './month';

const Gantt = lazy(() => import('./gantt').then((module) => ({ default: module.Gantt })));
const HeatMap = lazy(() => import('./heat-map').then((module) => ({ default: module.HeatMap })));

export type Line = Schemas['scheduling.CalendarLine'];
const collectionOf: Record<string, string> = { AUDIT: 'audits', SESSION: 'sessions', MANAGEMENT_REVIEW: 'management-reviews', EXERCISE: 'exercises', INITIAL_VISIT: 'journeys' };

/** Where a line leads: to the thing whose date it is. */
export function useWhere(): (line: Line) => string {
  const appointments = useList<AnyRecord>('appointments');
  const deadlines = useList<AnyRecord>('deadlines');
  return useMemo(() => {
    const subjects = new Map<string, string>();
    for (const appointment of appointments.data?.items ?? []) subjects.set(String(appointment['subjectId']), `${collectionOf[String(appointment['subject'])] ?? 'appointments'}/${String(appointment['subjectId'])}`);
    for (const deadline of deadlines.data?.items ?? []) subjects.set(String(deadline['subjectId']), `${{ 'actions.Action': 'actions', 'actions.ToDo': 'to-dos', 'audits.Finding': 'findings' }[String(deadline['subjectRecord'])] ?? 'deadlines'}/${String(deadline['subjectId'])}`);
    return (line: Line) => (line.kind === 'window' || line.kind === 'expiry' ? `journeys/${line.subjectId}` : (subjects.get(line.subjectId) ?? ''));
  }, [appointments.data, deadlines.data]);
}
export const toneOfLine = (line: Line) => (line.overdue ? 'bad' : line.done ? 'good' : line.kind === 'window' ? 'wait' : line.kind === 'deadline' ? 'warn' : line.kind === 'expiry' ? 'bad' : 'go');

function List({ lines }: { lines: Line[] }) {
  const { t, day, codeWord } = useI18n();
  const where = useWhere();
  if (lines.length === 0) return <div className="panel"><Nothing title={t('calendarNothing')} /></div>;
  return (
    <section className="panel" aria-label={t('calendarList')}>
      <ul className="due">
        {lines.map((line, i) => (
          <li key={i} style={{ gridTemplateColumns: '190px minmax(0,1fr) auto' }}>
            <span className="num dim">{line.firstDay === line.lastDay ? day(line.firstDay) : `${day(line.firstDay)} – ${day(line.lastDay)}`}</span>
            <span className="t">{where(line) ? <PlaceLink to={where(line)}>{line.title}</PlaceLink> : line.title}</span>
            <span><span className={`tone ${toneOfLine(line)}`}>{codeWord(line.kind)}</span> {!line.done && <Due on={line.kind === 'window' ? line.lastDay : line.firstDay} />}</span>
          </li>
        ))}
      </ul>
    </section>
  );
}

function ThreeYears({ lines, from, to }: { lines: Line[]; from: string; to: string }) {
  const { t, collectionWord } = useI18n();
  const where = useWhere();
  const { asOf } = usePlace();
  const mark = (line: Line, i: number): Mark => ({ key: `${asOf}${i}`, from: line.firstDay, to: line.lastDay, label: line.kind === 'deadline' ? '' : line.title.split(':')[0]!, tone: toneOfLine(line), frame: line.kind === 'window', ...(where(line) && { to_: where(line) }) });
  const lane = (name: string, kinds: string[]) => ({ name, marks: lines.filter((line) => kinds.includes(line.kind)).map(mark) });
  return <section className="panel"><div className="body"><Years from={from} to={to} lanes={[lane(t('journeyWindow'), ['window', 'expiry']), lane(collectionWord('appointments'), ['appointment']), lane(collectionWord('deadlines'), ['deadline'])]} /></div></section>;
}

export function Calendar() {
  const { t } = useI18n();
  const { today } = usePlace();
  const [search, setSearch] = useViewSearch();
  const view = search['view'] ?? 'month';
  const at = /^\d{4}-\d\d-\d\d$/.test(search['at'] ?? '') ? search['at']! : today;
  const range = view === 'week' ? { from: mondayOf(at), to: addDays(mondayOf(at), 6) } : view === 'years' || view === 'gantt' ? { from: addDays(at, -365), to: addDays(at, 730) } : view === 'list' ? { from: at, to: addDays(at, 180) } : { from: addDays(`${at.slice(0, 7)}-01`, -8), to: addDays(`${at.slice(0, 7)}-01`, 45) };
  const answer = useAnswer<Schemas['scheduling.Calendar']>(['calendar'], range);
  useEffect(() => {
    document.title = `${t('navCalendar')} · Assay`;
  }, [t]);
  const step = { years: 365, gantt: 180, list: 90, week: 7 }[view] ?? 30;
  const move = (direction: number) => setSearch({ at: view === 'month' ? addDays(`${at.slice(0, 7)}-15`, direction * 30).slice(0, 7) + '-01' : addDays(at, direction * step) });
  return (
    <div className="page">
      <div className="head">
        <h1 className="grow">{t('navCalendar')}</h1>
        {view !== 'coverage' && <>
        <Button variant="default" aria-label="←" onClick={() => move(-1)}><IconChevronLeft size={15} /></Button>
        <Button variant="default" onClick={() => setSearch({ at: undefined })}>{t('asOfToday')}</Button>
        <Button variant="default" aria-label="→" onClick={() => move(1)}><IconChevronRight size={15} /></Button>
        </>}
        <SegmentedControl size="xs" aria-label={t('navCalendar')} value={view} onChange={(next) => setSearch({ view: next === 'month' ? undefined : next })} data={[{ value: 'month', label: t('calendarMonth') }, { value: 'week', label: t('calendarWeek') }, { value: 'list', label: t('calendarList') }, { value: 'years', label: t('calendarYears') }, { value: 'gantt', label: t('calendarGantt') }, { value: 'coverage', label: t('calendarCoverage') }]} />
      </div>
      {view === 'gantt' ? <Suspense fallback={<Loading />}><Gantt {...range} /></Suspense> : view === 'coverage' ? <Suspense fallback={<Loading />}><HeatMap /></Suspense> : answer.error ? <Troubled error={answer.error} /> : !answer.data ? <Loading /> : view === 'list' ? <List lines={answer.data.lines} /> : view === 'years' ? <ThreeYears lines={answer.data.lines} {...range} /> : <Month lines={answer.data.lines} at={at} week={view === 'week'} />}
    </div>
  );
}
