import { addDays, dayIn, daysBetween } from '~/api/queries';
import { newId, query } from '~/api/client';
import { columnsOf, toCsv } from '~/record/columns';
import { dueItems } from '~/features/work/due';
import { rowsOf, type Mark } from '~/features/journey/years';
import { mondayOf, segmentsOf } from '~/features/calendar/month';
import type { Line } from '~/features/calendar/calendar';
import type { AnyRecord } from '~/api/model';

describe('a table as CSV', () => {
  it('quotes what needs it and gives formulas no chance', () => {
    expect(toCsv(['a', 'b'], [['x, "y"', '=1+1'], ['line\nbreak', '-5'], ['@cmd', '+49']])).toBe('a,b\r\n"x, ""y""",\'=1+1\r\n"line\nbreak",-5\r\n\'@cmd,\'+49\r\n');
  });
});

describe('columns', () => {
  it('are those of the address, in its order, and never unknown ones', () => {
    expect(columnsOf('findings', 'dueOn,nonsense,number').map((field) => field.name)).toEqual(['dueOn', 'number']);
  });
  it('fit the register otherwise, also one that nobody thought of', () => {
    expect(columnsOf('findings')[0]!.name).toBe('number');
    expect(columnsOf('covered-certificates').length).toBeGreaterThan(0);
    expect(columnsOf('findings', '').length).toBeGreaterThan(0);
  });
});

describe('what is due', () => {
  const title = (_: string, record: AnyRecord) => String(record['name'] ?? record.id);
  it('is sorted by date, with the plan’s date before the plan is there', () => {
    const items = dueItems(
      {
        actions: [{ id: 'a', state: 'OPEN', title: 'A', planDueOn: '2026-03-01', dueOn: '2026-05-01', number: 'CA-1', ownerId: 'p' }, { id: 'b', state: 'PLAN_ACCEPTED', title: 'B', planDueOn: '2026-01-01', dueOn: '2026-02-01' }],
        'to-dos': [{ id: 'c', state: 'TO_DO', dueOn: '' }],
      },
      title,
    );
    expect(items.map(({ id, on }) => [id, on])).toEqual([['b', '2026-02-01'], ['a', '2026-03-01']]);
  });
  it('counts a finding only where no action carries it', () => {
    const finding = { id: 'f', state: 'RAISED', dueOn: '2026-02-01', statement: 'S', number: 'NC-1', ownerId: 'p' };
    expect(dueItems({ findings: [{ ...finding, actionId: 'a' }] }, title)).toEqual([]);
    expect(dueItems({ findings: [{ ...finding, actionId: '' }] }, title)).toHaveLength(1);
  });
});

describe('marks on a line', () => {
  const mark = (from: number, label = 'x'): Mark => ({ key: String(from), from: String(from), to: String(from), label, tone: 'go' });
  const width = (each: Mark) => ({ start: Number(each.from), end: Number(each.from) + 50 });
  it('go below each other where they would overlap', () => {
    expect(rowsOf([mark(0), mark(10), mark(30), mark(120)], width)).toEqual([0, 1, 2, 0]);
  });
  it('without a name may overlap', () => expect(rowsOf([mark(0, ''), mark(10, '')], width)).toEqual([0, 0]));
});

describe('a week of the calendar', () => {
  const line = (firstDay: string, lastDay: string): Line => ({ kind: 'window', title: firstDay, firstDay, lastDay, subjectId: '', done: false, overdue: false });
  it('begins on Monday', () => {
    expect(mondayOf('2026-11-01')).toBe('2026-10-26');
    expect(mondayOf('2026-11-02')).toBe('2026-11-02');
  });
  it('shows what falls into it, cut to it, in rows without overlap', () => {
    const segments = segmentsOf([line('2026-11-05', '2026-11-05'), line('2026-01-01', '2026-12-31'), line('2026-11-06', '2026-11-20'), line('2026-11-10', '2026-11-10')], '2026-11-02');
    expect(segments.map(({ line: { title }, column, span, row, begins }) => [title, column, span, row, begins])).toEqual([['2026-01-01', 0, 7, 0, false], ['2026-11-05', 3, 1, 1, true], ['2026-11-06', 4, 3, 1, true]]);
  });
});

describe('days', () => {
  it('are those of the organisation’s zone, on both sides of Greenwich', () => {
    expect(dayIn('Europe/Oslo', '2026-11-30T23:30:00Z')).toBe('2026-12-01');
    expect(dayIn('America/Los_Angeles', '2026-12-01T03:30:00Z')).toBe('2026-11-30');
    expect(dayIn('Pacific/Kiritimati', '2026-12-31T10:00:00Z')).toBe('2027-01-01');
    expect(dayIn('UTC', '2026-12-01T00:00:00.123456Z')).toBe('2026-12-01');
    expect(dayIn('', '')).toBe('');
  });
  it('count over a change of clocks and a leap year', () => {
    expect(daysBetween('2026-03-28', '2026-03-30')).toBe(2);
    expect(addDays('2024-02-28', 2)).toBe('2024-03-01');
  });
});

describe('requests', () => {
  it('ids are time-ordered UUIDs', () => {
    expect(newId(1) < newId(2)).toBe(true);
    expect(newId(0x0123456789ab).startsWith('01234567-89ab-7')).toBe(true);
  });
  it('parameters without a value are left out', () => expect(query({ a: '', b: undefined, c: 'x;y=1', d: 0 })).toBe('?c=x%3By%3D1&d=0'));
});
