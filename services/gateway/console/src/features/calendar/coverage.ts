// The coverage of an audit programme, as the API answers it, laid out as a sheet: pure.
import type { Schemas } from '~/api/client';

export type Cell = Schemas['audits.CoverageCell'];
export interface Sheet {
  standards: string[]; // keys: "20000-1"
  clauses: string[]; // of the standard that was asked for, in the order of the outline
  years: number[];
  sites: string[];
  cells: Map<string, Cell>;
}
export const cellKey = (site: string, clause: string, year: number) => `${site} ${clause} ${year}`;
/** "9" before "10", and both before "A.5". */
export const byNumber = (a: string, b: string) => Number(/^\D/.test(a)) - Number(/^\D/.test(b)) || a.localeCompare(b, undefined, { numeric: true });

export function sheetOf(cells: Cell[], standard: string): Sheet {
  const own = cells.filter((cell) => cell.standard === standard);
  const all = <T>(values: T[]) => [...new Set(values)];
  return {
    standards: all(cells.map((cell) => cell.standard)).sort(byNumber),
    clauses: all(own.map((cell) => cell.clause)).sort(byNumber),
    years: all(own.map((cell) => cell.year)).sort(),
    sites: all(own.map((cell) => cell.siteId)),
    cells: new Map(own.map((cell) => [cellKey(cell.siteId, cell.clause, cell.year), cell])),
  };
}
