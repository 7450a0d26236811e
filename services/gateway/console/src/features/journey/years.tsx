// Years on a line: windows, audits and milestones against today. Used by the journey and by the calendar.
import { useElementSize } from '@mantine/hooks';
import { addDays, daysBetween, usePlace } from '~/api/queries';
import { useI18n } from '~/i18n';
import type { Tone } from '~/record/tone';
import { RecordLink } from '~/shell/links';

export interface Mark {
  key: string;
  from: string;
  to: string;
  label: string;
  tone: Tone;
  /** A window is drawn as a frame, what happens in it as a bar. */
  frame?: boolean;
  to_?: string;
}
export interface Lane {
  name: string;
  marks: Mark[];
}
const nameWidth = 128;
const rowHeight = 22;

/** Puts overlapping marks of a lane below each other: the row of each. */
export function rowsOf(marks: Mark[], widthOf: (mark: Mark) => { start: number; end: number }): number[] {
  const ends: number[] = [];
  return marks.map((mark) => {
    // What has no name may lie over its neighbour.
    if (!mark.label) return 0;
    const { start, end } = widthOf(mark);
    let row = ends.findIndex((last) => last + 6 <= start);
    if (row < 0) row = ends.length;
    ends[row] = end;
    return row;
  });
}

export function Years({ from, to, lanes }: { from: string; to: string; lanes: Lane[] }) {
  const { ref, width } = useElementSize();
  const { today } = usePlace();
  const { day, t, language } = useI18n();
  const inner = Math.max(620, width - nameWidth - 4);
  const span = Math.max(1, daysBetween(from, to));
  const x = (date: string) => nameWidth + (Math.min(span, Math.max(0, daysBetween(from, date))) / span) * inner;
  const monthName = new Intl.DateTimeFormat(language, { month: 'short', timeZone: 'UTC' });
  const months: string[] = [];
  for (let at = `${from.slice(0, 7)}-01`; at < to; at = addDays(`${at.slice(0, 7)}-28`, 5).slice(0, 7) + '-01') months.push(at);
  const quarterly = months.filter((month) => ['01', '04', '07', '10'].includes(month.slice(5, 7)) && month >= from);
  const textWidth = (text: string) => text.length * 6.1 + 8;
  const laid = lanes.filter((lane) => lane.marks.length > 0).map((lane) => {
    const marks = [...lane.marks].sort((a, b) => (a.from < b.from ? -1 : 1));
    const place = (mark: Mark) => {
      const start = x(mark.from);
      const end = Math.max(x(mark.to), start + 9);
      const inside = end - start >= textWidth(mark.label);
      const leftOf = !inside && end + 4 + textWidth(mark.label) > nameWidth + inner;
      return { start, end, inside, leftOf };
    };
    const rows = rowsOf(marks, (mark) => {
      const { start, end, inside, leftOf } = place(mark);
      return inside ? { start, end } : leftOf ? { start: start - 4 - textWidth(mark.label), end } : { start, end: end + 4 + textWidth(mark.label) };
    });
    return { ...lane, marks, rows, place, height: (Math.max(0, ...rows) + 1) * rowHeight + 12 };
  });
  const top = 26;
  const height = top + laid.reduce((sum, lane) => sum + lane.height, 0) + 4;
  let y = top;
  return (
    <div className="years" ref={ref} tabIndex={0} role="region" aria-label={t('journeyTimelineLabel', { from: day(from), to: day(to) })}>
      <svg width={nameWidth + inner} height={height} style={{ display: 'block' }}>
        {quarterly.map((month) => {
          const january = month.endsWith('-01-01');
          return (
            <g key={month}>
              <line x1={x(month)} x2={x(month)} y1={january ? 4 : 18} y2={height} stroke="var(--line)" strokeWidth={january ? 1.4 : 0.7} />
              <text x={x(month) + 4} y={15} style={january ? { fontWeight: 620, fill: 'var(--ink)' } : {}}>{january ? month.slice(0, 4) : inner / (span / 91) > 44 ? monthName.format(new Date(month)) : ''}</text>
            </g>
          );
        })}
        {laid.map((lane) => {
          const laneTop = y;
          y += lane.height;
          return (
            <g key={lane.name}>
              <line x1={0} x2={nameWidth + inner} y1={laneTop} y2={laneTop} stroke="var(--line)" />
              <text className="name" x={2} y={laneTop + 21}>{lane.name}</text>
              {lane.marks.map((mark, i) => {
                const { start, end, inside, leftOf } = lane.place(mark);
                const at = laneTop + 7 + lane.rows[i]! * rowHeight;
                const ground = `var(--${mark.tone}-soft)`;
                const ink = `var(--${mark.tone})`;
                const when = mark.from === mark.to ? day(mark.from) : `${day(mark.from)} – ${day(mark.to)}`;
                const [collection, id] = mark.to_?.split('/') ?? [];
                const drawn = (
                  <>
                    <title>{`${mark.label || lane.name} · ${when}`}</title>
                    <rect x={start} y={at} width={end - start} height={17} rx={mark.frame ? 3 : 4} fill={mark.frame ? 'none' : ground} stroke={ink} strokeWidth={mark.frame ? 1.3 : 1} strokeDasharray={mark.frame ? '4 3' : undefined} />
                    <text x={inside ? start + 5 : leftOf ? start - 4 : end + 4} y={at + 12.5} textAnchor={leftOf ? 'end' : 'start'} style={{ fill: inside && !mark.frame ? ink : 'var(--ink)' }}>{mark.label}</text>
                  </>
                );
                return <g key={mark.key}>{collection && id ? <RecordLink collection={collection} id={id}>{drawn}</RecordLink> : drawn}</g>;
              })}
            </g>
          );
        })}
        {today >= from && today <= to && (
          <g>
            <line x1={x(today)} x2={x(today)} y1={4} y2={height} stroke="var(--bad)" strokeWidth={1.5} />
            <rect x={x(today) - 22} y={2} width={44} height={16} rx={8} fill="var(--bad)" />
            <text x={x(today)} y={13.5} textAnchor="middle" style={{ fill: 'var(--panel)', fontWeight: 620 }}>{t('journeyToday')}</text>
          </g>
        )}
      </svg>
    </div>
  );
}
