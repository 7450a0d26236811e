// Which clause was looked at, at which site and in which year: pure.
import type { AnyRecord } from '~/api/model';

export interface Cell {
  year: number;
  worst: string; // answer
  audits: string[];
}
interface Result {
  standard: string;
  clause: string;
  answer: string;
}
// From the one that matters most.
const order = ['NONCONFORMS', 'CONCERN_RAISED', 'OPPORTUNITY', 'CONFORMS', 'NOT_APPLICABLE'];
export const worse = (a: string, b: string) => (order.indexOf(a) <= order.indexOf(b) ? a : b);
export const byNumber = (a: string, b: string) => a.localeCompare(b, undefined, { numeric: true });

export interface Coverage {
  standards: string[];
  clauses: string[]; // of the standard that was asked for, with one point: "8.4"
  years: number[];
  cells: Map<string, Cell[]>; // by site and clause
}
export const cellKey = (site: string, clause: string) => `${site} ${clause}`;

/** Results of an audit count for each of its sites. Subclauses count for their clause with one point. */
export function coverageOf(audits: AnyRecord[], standard: string): Coverage {
  const cells = new Map<string, Cell[]>();
  const standards = new Set<string>();
  const clauses = new Set<string>();
  const years = new Set<number>();
  for (const audit of audits) {
    const year = Number(String(audit['lastDay'] || audit['openedOn'] || audit['plannedFrom']).slice(0, 4));
    for (const result of (audit['results'] as Result[] | undefined) ?? []) {
      standards.add(result.standard);
      if (result.standard !== standard) continue;
      const clause = result.clause.split('.').slice(0, 2).join('.');
      clauses.add(clause);
      years.add(year);
      for (const site of audit['siteIds'] as string[]) {
        const there = cells.get(cellKey(site, clause)) ?? [];
        const known = there.find((cell) => cell.year === year);
        if (!known) there.push({ year, worst: result.answer, audits: [audit.id] });
        else {
          known.worst = worse(known.worst, result.answer);
          if (!known.audits.includes(audit.id)) known.audits.push(audit.id);
        }
        cells.set(cellKey(site, clause), there);
      }
    }
  }
  return { standards: [...standards].sort(), clauses: [...clauses].sort(byNumber), years: [...years].sort(), cells };
}
