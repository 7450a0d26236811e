import { concerns } from '~/api/changes';
import { commandNamed, type AnyRecord } from '~/api/model';
import { commandsForAll } from '~/record/selection';
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
