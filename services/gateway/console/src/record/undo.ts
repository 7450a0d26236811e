// After a command: the one that takes it back, where the domain has one. Nothing is undone in secret: it is another command, with its own rules and reason.
import { commandNamed, mayGive, type AnyRecord, type CommandKind } from '~/api/model';
import type { Draft } from './body';

type Back = { command: string; preset: (body: Draft, before: AnyRecord) => Draft };
const dates = (_: Draft, before: AnyRecord): Draft => ({ plannedFrom: before['plannedFrom'], plannedTo: before['plannedTo'] });
const backs: Record<string, Back> = {
  AssignTeamMember: { command: 'ReleaseTeamMember', preset: (body) => ({ personId: (body['member'] as Draft)['personId'] }) },
  MoveAudit: { command: 'MoveAudit', preset: dates },
  MoveAppointment: { command: 'MoveAppointment', preset: dates },
  MoveReview: { command: 'MoveReview', preset: (_, before) => ({ plannedOn: before['plannedOn'] }) },
  MoveExercise: { command: 'MoveExercise', preset: (_, before) => ({ plannedOn: before['plannedOn'] }) },
  MoveSession: { command: 'MoveSession', preset: (_, before) => ({ plannedOn: before['plannedOn'] }) },
  PrioritiseToDo: { command: 'PrioritiseToDo', preset: (_, before) => ({ priority: before['priority'] }) },
  RedateToDo: { command: 'RedateToDo', preset: (_, before) => ({ dueOn: before['dueOn'] }) },
  AssignAction: { command: 'AssignAction', preset: (_, before) => ({ ownerId: before['ownerId'] }) },
  AddProcessManager: { command: 'RemoveProcessManager', preset: (body) => ({ personId: body['personId'] }) },
  AddProcessPractitioner: { command: 'RemoveProcessPractitioner', preset: (body) => ({ personId: body['personId'] }) },
  SelectStandard: { command: 'DropStandard', preset: (body) => ({ standard: body['standard'], name: body['name'] }) },
  PermitMark: { command: 'WithdrawMark', preset: () => ({}) },
};

/** The command that takes `given` back, and what its form begins with; nothing where there is none, or one's roles may not. */
export function backFrom(given: CommandKind, body: Draft, before: AnyRecord | undefined, roles: string[]): { command: CommandKind; preset: Draft } | undefined {
  const back = backs[given.name];
  if (!back || !before) return undefined;
  const command = commandNamed(back.command);
  return mayGive(command, roles) ? { command, preset: back.preset(body, before) } : undefined;
}
