// The lines of a checklist with their answers: pure.
export interface Line {
  line: string;
  question: string;
  lookFor: string;
  title: string;
  standard: string;
  edition: string;
  clause: string;
  also?: { standard: string; edition: string; clause: string }[];
  previous?: { auditId: string; result: string; statement: string; findingIds: string[] };
}
export interface Answer {
  key: string;
  line: string;
  siteId: string;
  result: string;
  statement: string;
  methods?: string[];
}

export const results = ['CONFORM', 'MINOR', 'MAJOR', 'OBSERVATION', 'OPPORTUNITY', 'POSITIVE', 'CONCERN', 'NOT_APPLICABLE', 'NOT_EXAMINED'];
/** What must be explained instead of shown. */
export const isExplained = (result: string) => result === 'NOT_APPLICABLE' || result === 'NOT_EXAMINED';
/** What a nonconformity or opportunity is raised as, from an answer. */
export const gradeOf: Record<string, string> = { MAJOR: 'MAJOR', MINOR: 'MINOR', OBSERVATION: 'OBSERVATION', OPPORTUNITY: 'OPPORTUNITY_FOR_IMPROVEMENT', CONCERN: 'AREA_OF_CONCERN' };

export const answersOf = (line: Line, answers: Answer[]) => answers.filter((answer) => answer.line === line.line);

/** The line after this one that nobody has answered yet, from the beginning again at the end; otherwise the next. */
export function nextOpen(lines: Line[], answers: Answer[], at: number): number {
  const order = [...lines.keys()].map((i) => (at + 1 + i) % lines.length);
  return order.find((i) => answersOf(lines[i]!, answers).length === 0) ?? order[0] ?? 0;
}

/** Lines by clause, in the order of the checklist, with how many of each are answered. */
export function groupsOf(lines: Line[], answers: Answer[]): { clause: string; standard: string; lines: { line: Line; index: number }[]; answered: number }[] {
  const groups: { clause: string; standard: string; lines: { line: Line; index: number }[]; answered: number }[] = [];
  lines.forEach((line, index) => {
    const top = line.clause.split('.')[0]!;
    let group = groups.find((each) => each.clause === top && each.standard === line.standard);
    if (!group) groups.push((group = { clause: top, standard: line.standard, lines: [], answered: 0 }));
    group.lines.push({ line, index });
    if (answersOf(line, answers).length > 0) group.answered++;
  });
  return groups;
}
