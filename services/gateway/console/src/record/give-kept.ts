// Gives what was kept, also where its record has another version by now and what it is about stands there unchanged.
import { command as give, get, Problem, type Accepted } from '~/api/client';
import type { AnyRecord } from '~/api/model';
import { pathOf } from '~/api/queries';
import { answerIn, takenFromAnswer } from '~/features/audits/lines';
import { same, type Draft } from './body';
import type { Kept } from './drafts';

const triesMax = 5;

/** Several auditors answer one checklist: what counts is whether somebody else answered this line. */
async function versionNow(kept: Kept): Promise<number | undefined> {
  if (kept.command !== 'AnswerLine') return undefined;
  const checklist = await get<AnyRecord>(pathOf(kept.organisation, kept.collection, kept.id));
  return same(takenFromAnswer(answerIn(checklist, kept.draft)), kept.base) ? checklist.meta?.version : undefined;
}

/** `moved`: it was given upon another version than the one it was kept with. */
export async function giveKept(kept: Kept & { body: Draft }): Promise<{ accepted: Accepted; moved: boolean }> {
  let { version } = kept;
  for (let tries = 1; ; tries++) {
    try {
      const accepted = await give(kept.organisation, kept.collection, kept.id, kept.verb, kept.body, kept.key, { ...(version && { version }), ...(kept.service && { service: kept.service }) });
      return { accepted, moved: version !== kept.version };
    } catch (error) {
      if (!(error instanceof Problem) || error.code !== 'version-conflict' || tries === triesMax) throw error;
      version = await versionNow(kept);
      if (version === undefined) throw error;
    }
  }
}
