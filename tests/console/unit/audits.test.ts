import { daysOf, type AgendaItem } from '~/features/audits/agenda';
import { answersOf, groupsOf, nextOpen, type Answer, type Line } from '~/features/audits/lines';

const item = (day: string, beginsAt: string, endsAt: string, ...auditorIds: string[]): AgendaItem => ({ itemId: day + beginsAt, day, beginsAt, endsAt, kind: 'INTERVIEW', title: beginsAt, siteId: '', clauses: [], auditorIds, auditeeIds: [] });
const line = (clause: string, standard = '27001'): Line => ({ line: `${standard}/${clause}/1`, question: clause, lookFor: '', title: '', standard, edition: '2022', clause });
const answer = (of: Line, siteId = ''): Answer => ({ key: of.line + siteId, line: of.line, siteId, result: 'CONFORM', statement: '' });

describe('an agenda', () => {
  it('is by day and clock, and shows an auditor who is wanted twice at once', () => {
    const days = daysOf([item('2026-03-03', '09:00', '10:00', 'mira'), item('2026-03-02', '10:00', '11:00', 'mira'), item('2026-03-02', '09:00', '10:30', 'mira', 'jo'), item('2026-03-02', '10:30', '11:00', 'jo')]);
    expect(days.map(({ day, items }) => [day, items.map(({ beginsAt, clash }) => [beginsAt, clash])])).toEqual([
      ['2026-03-02', [['09:00', true], ['10:00', true], ['10:30', false]]],
      ['2026-03-03', [['09:00', false]]],
    ]);
  });
});

describe('a checklist', () => {
  const lines = [line('4.1'), line('4.2'), line('10.1'), line('4.1', '22301')];
  it('is grouped by clause in its own order, with what is answered', () => {
    expect(groupsOf(lines, [answer(lines[1]!)]).map(({ standard, clause, answered, lines: { length } }) => [standard, clause, answered, length])).toEqual([['27001', '4', 1, 2], ['27001', '10', 0, 1], ['22301', '4', 0, 1]]);
  });
  it('goes on to the next line that nobody answered, from the beginning again at the end', () => {
    const answers = [answer(lines[1]!), answer(lines[3]!)];
    expect(nextOpen(lines, answers, 0)).toBe(2);
    expect(nextOpen(lines, answers, 2)).toBe(0);
    expect(nextOpen(lines, lines.map((each) => answer(each)), 1)).toBe(2);
  });
  it('has one answer of a line for each site', () => {
    expect(answersOf(lines[0]!, [answer(lines[0]!, 'a'), answer(lines[0]!, 'b'), answer(lines[1]!)])).toHaveLength(2);
  });
});
