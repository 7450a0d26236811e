// Whose turn it is with a record: people that it names, or whoever's roles admit the command that is due, without those whose own
// work is judged. Pure. The server decides what may be given; this only says before whom it is laid.
import { findCommand, mayGive, type AnyRecord } from '~/api/model';

/** What somebody has to judge, by the tile that counts it. */
export type Judgement = 'approve' | 'verify' | 'decide' | 'judge';
export interface Turn {
  judgement?: Judgement;
  people: string[];
  /** Whoever may give one of these is asked, too. */
  commands: string[];
  /** Whose own it is: they are not asked. */
  apart: string[];
}
export interface Reader {
  person: string;
  roles: string[];
}
interface Known {
  today: string;
  /** Of the whole organisation; 0 where nobody recorded it. */
  personnel: number;
  teamOf: (audit: string) => string[];
}
const text = (value: unknown) => String(value ?? '');
const list = <T = string>(value: unknown) => (value ?? []) as T[];
const turn = (more: Partial<Turn>): Turn => ({ people: [], commands: [], apart: [], ...more });
const judged = (judgement: Judgement, command: string, apart: string[] = []) => turn({ judgement, commands: [command], apart: apart.filter(Boolean) });

// In an organisation of at most so many people, who approved the plan may also check its effect (CA-9).
const twoSufficeMax = 50;
export const teamOf = (audit: AnyRecord) => list<{ personId: string }>(audit['team']).map(({ personId }) => personId);
const implementersOf = (action: AnyRecord) => [...list(action['implementerIds']), ...list<Record<string, unknown>>(action['steps']).flatMap((step) => [text(step['implementerId']), text(step['doneBy'])])];

function turnOfAction(action: AnyRecord, { today, personnel }: Known): Turn {
  const owner = text(action['ownerId']);
  const own = [owner, ...implementersOf(action)];
  if (action['acceptance'] === 'ACTION_DISPUTED') return judged('decide', 'DecideDispute', [owner, text(action['disputedBy'])]);
  if (action['extensionState'] === 'EXTENSION_ASKED') return judged('decide', 'DecideExtension', [owner, text(action['extensionAskedBy'])]);
  if (action.state === 'PLAN_SUBMITTED' || action['approvalStale']) return judged('approve', 'ApprovePlan', own);
  if (action.state === 'IMPLEMENTED') {
    const third = personnel > 0 && personnel <= twoSufficeMax ? [] : [text(action['approvedBy'])];
    const check = judged('verify', 'VerifyEffectiveness', [...own, ...third]);
    return text(action['checkFrom']) <= today ? check : turn({ commands: check.commands, apart: check.apart }); // not to be checked yet
  }
  if (action.state === 'VERIFIED') return judged('judge', 'CloseAction', own);
  return turn({ people: own });
}

function turnOfFinding(finding: AnyRecord): Turn {
  const owner = text(finding['ownerId']);
  if (finding['disputed']) return judged('decide', 'WithdrawFinding', [owner]);
  if (finding['bodyState'] === 'RESPONSE_SUBMITTED') return judged('judge', 'AcceptResponse', [owner]);
  if (finding['bodyState'] === 'RESPONSE_ACCEPTED') return judged('judge', 'VerifyFinding', [owner]);
  return turn({ people: [owner] });
}

function turnOfRequest(request: AnyRecord, { teamOf: team }: Known): Turn {
  const asked = text(request['askedId']);
  if (request.state !== 'SUBMITTED') return turn({ people: [asked] });
  return turn({ judgement: 'judge', people: [text(request['requestedBy']), ...team(text(request['auditId']))], apart: [asked, text(request['submittedBy'])] });
}

/** Of an audit without a team, or an exercise without participants, nobody is named: then whoever may arrange it. */
export function turnOf(collection: string, record: AnyRecord, known: Known): Turn {
  switch (collection) {
    case 'actions':
      return turnOfAction(record, known);
    case 'findings':
      return turnOfFinding(record);
    case 'evidence-requests':
      return turnOfRequest(record, known);
    case 'management-reviews':
      return record.state === 'HELD' ? judged('judge', 'SignReview') : turn({ commands: ['HoldReview'] });
    case 'audits':
      return teamOf(record).length > 0 ? turn({ people: teamOf(record) }) : turn({ commands: ['AssignTeamMember'] });
    case 'exercises':
      return turn({ people: [...list(record['witnessIds']), ...list(record['participantIds'])], commands: ['RecordExercise'] });
    case 'sessions':
      return turn({ people: [text(record['trainerId'])], commands: ['HoldSession'] });
    default:
      return turn({ people: [text(record['ownerId'])] });
  }
}

export function isFor({ people, commands, apart }: Turn, { person, roles }: Reader): boolean {
  if (person !== '' && apart.includes(person)) return false;
  if (person !== '' && people.includes(person)) return true;
  return commands.some((name) => {
    const command = findCommand(name);
    return command !== undefined && mayGive(command, roles);
  });
}
