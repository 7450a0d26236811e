import { dropDraft, dropGiven, forgetDrafts, givenBy, keepDraft, keepGiven, placeOf, readDraft, readGiven, refused, waiting, type Kept } from '~/record/drafts';

const kept: Kept = { organisation: 'o', account: 'u', command: 'DropToDo', collection: 'to-dos', verb: 'drop-to-do', subject: 't', id: 't', key: 'k', draft: { reason: 'x' }, at: Date.now() };
const given = (key: string, at = Date.now()) => ({ ...kept, key, at, body: { reason: key } });
beforeEach(() => localStorage.clear());
afterEach(() => vi.restoreAllMocks());

describe('a draft', () => {
  it('is found again with its key, by its account only', () => {
    keepDraft(kept);
    expect(readDraft(placeOf(kept))).toEqual(kept);
    expect(readDraft(placeOf({ ...kept, account: 'other' }))).toBeNull();
    dropDraft(placeOf(kept), 'k');
    expect(readDraft(placeOf(kept))).toBeNull();
  });
  it('stays where another tab typed into the same form under another key', () => {
    keepDraft({ ...kept, key: 'of another tab' });
    dropDraft(placeOf(kept), 'k');
    expect(readDraft(placeOf(kept))).not.toBeNull();
  });
  it('makes room when there are many, and when it is old', () => {
    for (let i = 0; i < 210; i++) keepDraft({ ...kept, subject: String(i), at: Date.now() + i });
    expect(localStorage.length).toBeLessThanOrEqual(201);
    expect(readDraft(placeOf({ ...kept, subject: '209' }))).not.toBeNull();
    expect(readDraft(placeOf({ ...kept, subject: '0' }))).toBeNull();
    keepDraft({ ...kept, subject: 'old', at: 0 });
    keepDraft(kept);
    expect(readDraft(placeOf({ ...kept, subject: 'old' }))).toBeNull();
  });
});

describe('what was given', () => {
  it('stays, however much there is and however old it is', () => {
    for (let i = 0; i < 60; i++) keepGiven(given(`answer ${i}`, i)); // 1970
    for (let i = 0; i < 210; i++) keepDraft({ ...kept, subject: String(i) });
    expect(waiting('u', 'o').map(({ key }) => key)).toEqual(Array.from({ length: 60 }, (_, i) => `answer ${i}`));
  });
  it('is another thing than the next draft of the same form', () => {
    keepGiven(given('k1'));
    keepDraft({ ...kept, key: 'k2', draft: { reason: 'the next' } });
    expect(waiting('u', 'o').map(({ body }) => body)).toEqual([{ reason: 'k1' }]);
    expect(waiting('u', 'another organisation')).toEqual([]);
    dropGiven('k1');
    expect(readDraft(placeOf(kept))!.draft).toEqual({ reason: 'the next' });
  });
  it('waits no more once it was refused, and is listed', () => {
    keepGiven({ ...given('k1'), refused: 'It is too late.' });
    expect(waiting('u', 'o')).toEqual([]);
    expect(refused('u', 'o').map(({ key }) => key)).toEqual(['k1']);
    expect(givenBy('u')).toHaveLength(1);
  });
  it('is said not to be kept where the device has no room', () => {
    vi.spyOn(Storage.prototype, 'setItem').mockImplementation(() => {
      throw new DOMException('full', 'QuotaExceededError');
    });
    expect(keepGiven(given('k1'))).toBe(false);
    expect(keepDraft(kept)).toBe(false);
  });
  it('is forgotten with all drafts on signing out, but not what another account gave', () => {
    keepDraft(kept);
    keepGiven(given('mine'));
    keepGiven({ ...given('theirs'), account: 'other' });
    forgetDrafts('u');
    expect(readDraft(placeOf(kept))).toBeNull();
    expect(readGiven('mine')).toBeNull();
    expect(readGiven('theirs')).not.toBeNull();
  });
});
