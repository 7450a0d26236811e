import { Problem } from '~/api/client';
import { faultAt, faultOfGroup, placed } from '~/record/faults';

describe('a fault that the server names', () => {
  const problem = (field: string) => new Problem(400, { detail: 'wrong', field });
  it('is shown at the input of the field, or of what the field is a part of', () => {
    expect(placed(problem('login'), ['login', 'password']).at('login')).toBe('wrong');
    expect(placed(problem('login'), ['login', 'password']).at('password')).toBeUndefined();
    const { at, rest } = placed(problem('memberships[0].roles[1]'), ['memberships', 'memberships[0].roles']);
    expect(at('memberships[0].roles')).toBe('wrong');
    expect(at('memberships')).toBeUndefined();
    expect(rest).toBeNull();
  });
  it('is shown for the whole form where no input holds it', () => {
    expect(placed(problem('id'), ['login']).rest!.message).toBe('wrong');
    expect(placed(problem('loginName'), ['login']).rest).not.toBeNull();
    expect(placed(new Problem(409, { detail: 'wrong' }), ['login']).rest!.message).toBe('wrong');
    expect(placed(null, ['login']).rest).toBeNull();
  });
  it('in a part is shown at the input, and at the group where the group has none for it', () => {
    expect(faultAt('standards', { 'standards[1]': 'unknown' })).toBe('unknown');
    expect(faultAt('standard', { standards: 'x' })).toBeUndefined();
    expect(faultOfGroup('steps', ['steps[0].what'], { steps: 'two are the same' })).toBe('two are the same');
    expect(faultOfGroup('steps', ['steps[0].what'], { 'steps[0].id': 'taken' })).toBe('taken');
    expect(faultOfGroup('steps', ['steps[0].what'], { 'steps[0].what': 'too long' })).toBeUndefined();
  });
});
