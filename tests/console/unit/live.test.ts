import { concerns } from '~/api/changes';
import { commandNamed, type AnyRecord } from '~/api/model';
import { commandsForAll } from '~/record/selection';
import { dropDraft, forgetDrafts, keepDraft, placeOf, readDraft, waiting, type Kept } from '~/record/drafts';
import { backFrom } from '~/record/undo';

const change = { record: 'actions.ToDo', id: 'a', service: 'actions', position: 3 };
const key = (...rest: unknown[]) => ['place', 'organisation', '', ...rest];

describe('a change by somebody else', () => {
  it('concerns its register, its pages, its record and history, and what is computed', () => {
    for (const each of [key('to-dos', { filter: '' }), key('to-dos', 'pages', ''), key('to-dos', 'a', {}), key('to-dos', 'a', 'history', {}), key('calendar', {}), key('journeys', 'j', 'overview', {})]) expect(concerns(each, change), JSON.stringify(each)).toBe(true);
  });
  it('concerns no other register, no other record, and nothing of the past', () => {
    for (const each of [key('findings', {}), key('to-dos', 'b', {}), key('to-dos', 'b', 'history', {}), ['place', 'organisation', '2024-01-01', 'to-dos', {}], ['me'], ['place', 'organisation', 'members']]) expect(concerns(each, change), JSON.stringify(each)).toBe(false);
  });
});

describe('a draft', () => {
  const kept: Kept = { organisation: 'o', account: 'u', command: 'DropToDo', collection: 'to-dos', verb: 'drop-to-do', subject: 't', id: 't', key: 'k', draft: { reason: 'x' }, at: Date.now() };
  beforeEach(() => localStorage.clear());
  it('is found again with its key, by its account only', () => {
    keepDraft(kept);
    expect(readDraft(placeOf(kept))).toEqual(kept);
    expect(readDraft(placeOf({ ...kept, account: 'other' }))).toBeNull();
    dropDraft(placeOf(kept));
    expect(readDraft(placeOf(kept))).toBeNull();
  });
  it('waits for the connection only once it was given', () => {
    keepDraft(kept);
    expect(waiting('u', 'o')).toEqual([]);
    keepDraft({ ...kept, body: { reason: 'x' } });
    expect(waiting('u', 'o').map(({ key: each }) => each)).toEqual(['k']);
    expect(waiting('u', 'another organisation')).toEqual([]);
  });
  it('is one of fifty at most, and gone after signing out', () => {
    for (let i = 0; i < 60; i++) keepDraft({ ...kept, subject: String(i), at: Date.now() + i });
    expect(Object.keys(localStorage).length).toBeLessThanOrEqual(51);
    expect(readDraft(placeOf({ ...kept, subject: '59' }))).not.toBeNull();
    expect(readDraft(placeOf({ ...kept, subject: '0' }))).toBeNull();
    forgetDrafts();
    expect(localStorage.length).toBe(0);
  });
});

describe('taking back', () => {
  const audit = { id: 'a', plannedFrom: '2026-03-01', plannedTo: '2026-03-02' } as unknown as AnyRecord;
  it('offers the inverse with what it needs, to whom it may be given', () => {
    expect(backFrom(commandNamed('AssignTeamMember'), { member: { personId: 'p' } }, audit, ['AUDITOR'])).toMatchObject({ command: { name: 'ReleaseTeamMember' }, preset: { personId: 'p' } });
    expect(backFrom(commandNamed('MoveAudit'), {}, audit, ['COMPLIANCE_MANAGER'])!.preset).toEqual({ plannedFrom: '2026-03-01', plannedTo: '2026-03-02' });
    expect(backFrom(commandNamed('AssignTeamMember'), { member: { personId: 'p' } }, audit, ['ACTION_OWNER'])).toBeUndefined();
  });
  it('offers nothing where the domain has no way back', () => {
    expect(backFrom(commandNamed('IssueReport'), {}, audit, ['ADMINISTRATOR'])).toBeUndefined();
  });
});

describe('several records at once', () => {
  it('are offered what the state of each of them admits', () => {
    const toDo = (state: string) => ({ id: state, state }) as AnyRecord;
    const names = (...states: string[]) => commandsForAll('to-dos', states.map(toDo), ['COMPLIANCE_MANAGER']).map((command) => command.name);
    expect(names('TO_DO', 'DOING')).toContain('DropToDo');
    expect(names('TO_DO', 'DOING')).not.toContain('AddToDo');
    expect(names('TO_DO', 'DONE')).not.toContain('DropToDo');
  });
});
