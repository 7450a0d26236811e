// The lines of a checklist with their answers: pure.
import { commandNamed, fieldsOf, type AnyRecord } from '~/api/model';
import { itemsFrom, type Draft } from '~/record/body';

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
  justification?: string;
  samples?: Draft[];
  evidenceFiles?: Draft[];
}

export const results = ['CONFORM', 'MINOR', 'MAJOR', 'OBSERVATION', 'OPPORTUNITY', 'POSITIVE', 'CONCERN', 'NOT_APPLICABLE', 'NOT_EXAMINED'];
/** What must be explained instead of shown. */
export const isExplained = (result: string) => result === 'NOT_APPLICABLE' || result === 'NOT_EXAMINED';
/** What a nonconformity or opportunity is raised as, from an answer. */
export const gradeOf: Record<string, string> = { MAJOR: 'MAJOR', MINOR: 'MINOR', OBSERVATION: 'OBSERVATION', OPPORTUNITY: 'OPPORTUNITY_FOR_IMPROVEMENT', CONCERN: 'AREA_OF_CONCERN' };

export const answersOf = (line: Line, answers: Answer[]) => answers.filter((answer) => answer.line === line.line);

/** The answer for a site, or for all of them: never another one's. Where there is one site only, both are the same. */
export const answerAt = (given: Answer[], site: string, siteIds: string[]): Answer | undefined => given.find(({ siteId }) => siteId === site) ?? (siteIds.length === 1 ? given.find(({ siteId }) => siteId === siteIds[0]) : undefined);

/** What a checklist has where a draft answers. */
export const answerIn = (checklist: AnyRecord | undefined, draft: Draft): Answer | undefined =>
  ((checklist?.['answers'] as Answer[] | undefined) ?? []).find(({ line, siteId }) => line === draft['line'] && siteId === (draft['siteId'] ?? ''));

const parts = ['samples', 'evidenceFiles'];
/** All that an answer says, as it is given: saving it replaces the whole. */
export function takenFromAnswer(answer: Answer | undefined): Draft {
  if (!answer) return {};
  const { result, statement, methods, justification } = answer;
  const fields = fieldsOf(commandNamed('AnswerLine').input).filter(({ name }) => parts.includes(name));
  return { result, statement, justification, methods, ...Object.fromEntries(fields.map((field) => [field.name, itemsFrom(field, (answer[field.name as keyof Answer] as Draft[] | undefined) ?? [])])) };
}

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
