// A month, or one week of it: weeks as rows, what spans days as bars across them.
import { useMemo } from 'react';
import { addDays, daysBetween, usePlace } from '~/api/queries';
import { useI18n } from '~/i18n';
import { PlaceLink } from '~/shell/links';
import { toneOfLine, useWhere, type Line } from './calendar';

interface Segment {
  line: Line;
  column: number; // 0 is Monday
  span: number;
  row: number;
  begins: boolean;
}

/** Monday of the week that a day is in. */
export const mondayOf = (day: string) => addDays(day, -((new Date(`${day}T00:00:00Z`).getUTCDay() + 6) % 7));

/** What of the lines falls into the week that begins on `monday`, each in the first row that is free. */
export function segmentsOf(lines: Line[], monday: string): Segment[] {
  const sunday = addDays(monday, 6);
  const taken: boolean[][] = [];
  return lines
    .filter((line) => line.firstDay <= sunday && line.lastDay >= monday)
    .sort((a, b) => (a.firstDay < b.firstDay ? -1 : a.firstDay > b.firstDay ? 1 : a.lastDay > b.lastDay ? -1 : 1))
    .map((line) => {
      const column = Math.max(0, daysBetween(monday, line.firstDay));
      const span = Math.min(6, daysBetween(monday, line.lastDay)) - column + 1;
      let row = 0;
      while (taken[row]?.slice(column, column + span).some(Boolean)) row++;
      taken[row] ??= Array<boolean>(7).fill(false);
      taken[row]!.fill(true, column, column + span);
      return { line, column, span, row, begins: line.firstDay >= monday };
    });
}

export function Month({ lines, at, week = false }: { lines: Line[]; at: string; week?: boolean }) {
  const { language, day } = useI18n();
  const { today } = usePlace();
  const where = useWhere();
  const month = at.slice(0, 7);
  const weeks = useMemo(() => {
    if (week) return [mondayOf(at)];
    const first = mondayOf(`${month}-01`);
    return Array.from({ length: 6 }, (_, i) => addDays(first, 7 * i)).filter((monday, i) => i < 4 || monday.startsWith(month));
  }, [month, week, at]);
  const weekday = new Intl.DateTimeFormat(language, { weekday: 'short', timeZone: 'UTC' });
  const heading = new Intl.DateTimeFormat(language, { month: 'long', year: 'numeric', timeZone: 'UTC' }).format(new Date(`${month}-01`));
  return (
    <section className="panel month" aria-label={heading}>
      <header><h2>{heading}</h2></header>
      <div className="weekdays" aria-hidden>{Array.from({ length: 7 }, (_, i) => <span key={i}>{weekday.format(new Date(Date.UTC(2024, 0, 1 + i)))}</span>)}</div>
      {weeks.map((monday) => {
        const segments = segmentsOf(lines, monday);
        return (
          <div key={monday} className="week" style={{ gridTemplateRows: `24px repeat(${Math.max(week ? 12 : 2, ...segments.map((segment) => segment.row + 1))}, 22px) 6px` }}>
            {Array.from({ length: 7 }, (_, i) => addDays(monday, i)).map((date, i) => (
              <span key={date} className={`day num ${date.startsWith(month) ? '' : 'other'} ${date === today ? 'today' : ''}`} style={{ gridColumn: i + 1 }} {...(date === today && { 'aria-current': 'date' as const })}>
                <time dateTime={date} title={day(date)}>{Number(date.slice(8))}</time>
              </span>
            ))}
            {segments.map(({ line, column, span, row, begins }, i) => {
              const tone = toneOfLine(line);
              const style = { gridColumn: `${column + 1} / span ${span}`, gridRow: row + 2, background: `var(--${tone}-soft)`, color: `var(--${tone})` };
              const text = <span style={{ color: 'inherit' }}>{line.title}</span>;
              return <div key={i} className={`bar-line ${begins ? 'begins' : ''}`} style={style} title={line.title}>{where(line) ? <PlaceLink to={where(line)}>{text}</PlaceLink> : text}</div>;
            })}
          </div>
        );
      })}
    </section>
  );
}
