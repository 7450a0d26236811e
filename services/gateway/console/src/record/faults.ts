// Where a fault is shown: at the input that holds the field which the server names, otherwise above or below all of them.
import type { Problem } from '~/api/client';
import { pathOfFault } from './body';

/** Whether `path` is `at` or a part of it. */
const within = (path: string, at: string) => path === at || path.startsWith(`${at}.`) || path.startsWith(`${at}[`);

/** The fault of an input, or of a part of what it holds. */
export const faultAt = (at: string, errors: Record<string, string>): string | undefined => errors[at] ?? Object.entries(errors).find(([path]) => within(path, at))?.[1];

/** The fault of a group, where none of the inputs in it shows it. */
export const faultOfGroup = (at: string, inputs: string[], errors: Record<string, string>): string | undefined =>
  Object.entries(errors).find(([path]) => within(path, at) && !inputs.some((input) => within(path, input)))?.[1];

/** For a form of few inputs, each named as what is sent names it: the fault of each, and the problem itself where no input shows it. */
export function placed(problem: Problem | null, inputs: string[]): { at: (input: string) => string | undefined; rest: Problem | null } {
  const path = problem?.field ? pathOfFault(problem.field) : '';
  const [nearest] = inputs.filter((input) => within(path, input)).sort((a, b) => b.length - a.length);
  return { at: (input) => (problem && input === nearest ? problem.message : undefined), rest: nearest === undefined ? problem : null };
}
