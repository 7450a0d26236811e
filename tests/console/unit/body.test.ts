import { commandNamed, fieldsOf, offered, type AnyRecord } from '~/api/model';
import { bodyOf, draftOf, missingOf, pathOfFault, rebase, refreshed, same } from '~/record/body';

const fields = fieldsOf(commandNamed('RaiseFinding').input);

describe('a form', () => {
  it('starts with today where something happened and with a fresh id for what it makes', () => {
    const draft = draftOf(fields, '2026-11-21');
    expect(draft['occurredOn']).toBe('2026-11-21');
    expect(draft['findingId']).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
    expect(draftOf(fields, '2026-11-21')['findingId']).not.toBe(draft['findingId']);
  });
  it('takes over what the record says, but no reason and no evidence', () => {
    const record = { id: 'x', grade: 'MINOR', evidence: 'old', clause: '8.1', standard: '', ownerId: 'p' } as unknown as AnyRecord;
    const draft = draftOf(fields, '2026-11-21', record);
    expect(draft).toMatchObject({ grade: 'MINOR', clause: '8.1', ownerId: 'p' });
    expect(draft['evidence']).toBeUndefined();
    expect(draft['standard']).toBeUndefined();
  });
  it('what it is opened with wins over what the record says', () => {
    expect(draftOf(fields, '2026-11-21', { id: 'x', clause: '8.1' } as unknown as AnyRecord, { clause: '9.2' })['clause']).toBe('9.2');
  });
  it('begins one part where parts are required', () => {
    const draft = draftOf(fieldsOf(commandNamed('RecordQuotation').input), '2026-11-21');
    expect(draft['auditDays']).toHaveLength(1);
  });
});

describe('parts that a record has', () => {
  const amend = fieldsOf(commandNamed('AmendPlan').input);
  const action = { id: 'a', plan: 'x', steps: [{ id: 's1', what: 'Buy', implementerId: 'p', dueOn: '2026-12-01', siteId: '', state: 'DONE', doneOn: '2026-11-30' }] } as unknown as AnyRecord;
  it('are in the form, each with its own id, so that giving it again deletes none', () => {
    const steps = draftOf(amend, '2026-11-21', action)['steps'];
    expect(steps).toEqual([{ id: 's1', what: 'Buy', implementerId: 'p', dueOn: '2026-12-01', siteId: '' }]);
    expect(bodyOf(amend, { steps })['steps']).toEqual([{ id: 's1', what: 'Buy', implementerId: 'p', dueOn: '2026-12-01' }]);
  });
  it('are not where they are evidence for something else', () => {
    const submit = fieldsOf(commandNamed('SubmitEvidence').input);
    expect(draftOf(submit, '2026-11-21', { id: 'r', evidenceFiles: [{ sha256: 'ab' }] } as unknown as AnyRecord)['evidenceFiles']).toBeUndefined();
  });
  it('that are required begin with one, where the record has none', () => {
    const correct = fieldsOf(commandNamed('CorrectAttendance').input);
    expect(draftOf(correct, '2026-11-21', { id: 'r', attendees: [] } as unknown as AnyRecord)['attendees']).toEqual([{}]);
    expect(draftOf(correct, '2026-11-21', { id: 'r', attendees: [{ personId: 'p', role: 'CHAIR', topManagement: true }] } as unknown as AnyRecord)['attendees']).toEqual([{ personId: 'p', role: 'CHAIR', topManagement: true }]);
  });
});

describe('what was typed upon an older record', () => {
  it('follows the newer where nothing was touched; where both changed, mine stays and it is said', () => {
    const { draft, differs } = rebase({ name: 'mine', zone: 'old', reason: 'why', shifts: 2 }, { name: 'old', zone: 'old', address: 'old', shifts: 3 }, { name: 'theirs', zone: 'new', address: 'old', shifts: 2 });
    expect(draft).toEqual({ name: 'mine', zone: 'new', reason: 'why', shifts: 2 });
    expect(differs).toEqual(['name']);
  });
  it('is the same in whatever order its parts are', () => {
    expect(same([{ a: 1, b: '' }], [{ b: undefined, a: 1 }])).toBe(true);
    expect(same([{ a: 1 }], [{ a: 2 }])).toBe(false);
    expect(same(undefined, [])).toBe(true);
  });
  it('given as another one makes another record', () => {
    const draft = draftOf(fields, '2026-11-21');
    expect(refreshed(fields, draft)['findingId']).not.toBe(draft['findingId']);
  });
});

describe('what is sent', () => {
  it('leaves out what is empty and trims texts', () => {
    expect(bodyOf(fields, { grade: 'MAJOR', clause: ' 8.1 ', repeatsFindingId: '', statement: undefined })).toEqual({ grade: 'MAJOR', clause: '8.1' });
  });
  it('a judgement that is required is sent when it is no, too; nothing said is missing', () => {
    const verify = fieldsOf(commandNamed('VerifyEffectiveness').input);
    expect(bodyOf(verify, { effective: false })).toEqual({ effective: false });
    expect(missingOf(verify, bodyOf(verify, {}))).toContain('effective');
    expect(bodyOf(fieldsOf(commandNamed('CompleteApplication').input), { consultancyUsed: false })).toEqual({});
  });
  it('keeps parts of parts', () => {
    const quotation = fieldsOf(commandNamed('RecordQuotation').input);
    const body = bodyOf(quotation, { auditDays: [{ standard: 'ISO 22301', stage: 'STAGE_1', days: '2.5', siteId: '' }], price: { amount: '10', currency: 'EUR' } });
    expect(body).toEqual({ auditDays: [{ standard: 'ISO 22301', stage: 'STAGE_1', days: '2.5' }], price: { amount: '10', currency: 'EUR' } });
  });
  it('an optional part with nothing in it is left out', () => {
    const optional = [{ name: 'price', kind: 'object', type: 'MoneyInput' } as const];
    expect(bodyOf([...optional], { price: { amount: '' } })).toEqual({});
  });
});

describe('what is missing', () => {
  it('is named by its path, within parts too', () => {
    const quotation = fieldsOf(commandNamed('RecordQuotation').input);
    const missing = missingOf(quotation, { auditDays: [{ standard: 'ISO 22301' }], price: { amount: '10' } });
    expect(missing).toContain('auditDays[0].stage');
    expect(missing).toContain('price.currency');
    expect(missing).toContain('justification');
    expect(missing).not.toContain('auditDays[0].siteId');
  });
  it('the server’s path and the form’s are one', () => {
    expect(pathOfFault('audit_days[0].days')).toBe('auditDays[0].days');
    expect(pathOfFault('auditDays.0.days')).toBe('auditDays[0].days');
    expect(pathOfFault('occurredOn')).toBe('occurredOn');
  });
});

describe('commands', () => {
  const open = { id: 'x', state: 'OPENED' } as AnyRecord;
  it('are offered in the states and to the roles that the API says', () => {
    const names = (record: AnyRecord, roles: string[]) => offered('audits', record, roles).map((command) => command.name);
    expect(names(open, ['AUDITOR'])).toContain('RaiseFinding');
    expect(names({ ...open, state: 'PLANNED' }, ['AUDITOR'])).not.toContain('RaiseFinding');
    expect(names(open, ['READER'])).toEqual([]);
    expect(names(open, ['AUDITOR'])).not.toContain('PlanAudit');
  });
});
