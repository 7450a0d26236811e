// What a register is narrowed to, and that what is saved of it is the whole.
import type { Field } from '~/api/model';
import { wholeList } from '~/api/queries';
import { plainText } from '~/record/columns';
import { conditionsOf, filterOf, withCondition } from '~/record/filters';
import { rowXml, toXlsx } from '~/record/sheet';
import { isUnsaid, notJudgedIn } from '~/record/unsaid';
import { wholeOf, type Pages } from '~/record/whole';

describe('a filter', () => {
  it('is read and written as the API has it', () => {
    const filter = 'state!=CLOSED;dueOn>=2026-01-01;dueOn<=2026-03-31;title~a=b';
    expect(conditionsOf(filter)).toContainEqual({ name: 'title', sign: '~', value: 'a=b' });
    expect(filterOf(conditionsOf(filter))).toBe(filter);
    expect(filterOf(conditionsOf(undefined))).toBeUndefined();
  });
  it('keeps the other end of a time when one changes', () => {
    const until = withCondition(conditionsOf('dueOn>=2026-01-01'), 'dueOn', '<=', '2026-03-31');
    expect(filterOf(until)).toBe('dueOn>=2026-01-01;dueOn<=2026-03-31');
    expect(filterOf(withCondition(until, 'dueOn', '>=', ''))).toBe('dueOn<=2026-03-31');
    expect(filterOf(withCondition(until, 'dueOn', '>=', '2026-02-01'))).toBe('dueOn>=2026-02-01;dueOn<=2026-03-31');
    expect(filterOf(withCondition(until, 'ownerId', '=', ''))).toBe(filterOf(until));
  });
});

describe('the whole of a register', () => {
  const register = (sizes: number[], fetched = 1, error: unknown = null): Pages<number> => ({
    data: { pages: sizes.slice(0, fetched).map((n, page) => ({ items: Array.from({ length: n }, (_, i) => page * 1000 + i) })) },
    hasNextPage: fetched < sizes.length,
    error: null,
    fetchNextPage: async () => (error ? { ...register(sizes, fetched), error } : register(sizes, fetched + 1)),
  });
  it('is fetched to its end, and tells how far it is', async () => {
    const told: number[] = [];
    expect(await wholeOf(register([500, 500, 37]), (n) => told.push(n))).toHaveLength(1037);
    expect(told).toEqual([500, 1000]);
  });
  it('is never a part of it: what the server refuses is thrown', async () => {
    await expect(wholeOf(register([500, 500], 1, new Error('no')), () => {})).rejects.toThrow('no');
  });
  it('is there at once where nothing is missing', async () => expect(await wholeOf(register([3]), () => expect.unreachable())).toHaveLength(3));
});

describe('a spreadsheet', () => {
  it('holds texts only, with what XML needs escaped and what it forbids left out', () => {
    expect(rowXml(['=1+1', 'a < b & "c"', 'x\u0001y', '😀'])).toBe(['=1+1', 'a &lt; b &amp; &quot;c&quot;', 'xy', '😀'].reduce((row, text) => `${row}<c t="inlineStr"><is><t xml:space="preserve">${text}</t></is></c>`, '<row>') + '</row>');
  });
  it('is a ZIP archive with the parts that a workbook needs', async () => {
    const text = await new Promise<string>((resolve) => {
      const reader = new FileReader();
      reader.onload = () => resolve(String(reader.result));
      reader.readAsText(toXlsx('A/B', ['Number'], [['NC-1']]));
    });
    for (const part of ['[Content_Types].xml', '_rels/.rels', 'xl/workbook.xml', 'xl/_rels/workbook.xml.rels', 'xl/worksheets/sheet1.xml', 'name="A B"', 'NC-1']) expect(text).toContain(part);
  });
});

describe('what is said', () => {
  const field = (name: string, kind: Field['kind'] = 'boolean') => ({ name, kind }) as Field;
  const exercise = (state: string) => notJudgedIn('exercises', { id: 'x', state });
  it('“no” is a result once it is judged, and nothing before', () => {
    expect(isUnsaid(field('objectivesMet'), false, exercise('HELD'))).toBe(false);
    expect(isUnsaid(field('objectivesMet'), false, exercise('PLANNED'))).toBe(true);
    expect(isUnsaid(field('overdue'), false, exercise('PLANNED'))).toBe(false);
  });
  it('0 is a number where there may be none', () => {
    expect(isUnsaid(field('openSteps', 'integer'), 0)).toBe(false);
    expect(isUnsaid(field('personnel', 'integer'), 0)).toBe(true);
    expect(isUnsaid(field('personnel', 'integer'), 3)).toBe(false);
  });
  it('what is empty says nothing', () => {
    for (const value of ['', [], undefined, null, 'GRADE_UNSPECIFIED', { ciphertext: '', text: '', erased: false }]) expect(isUnsaid(field('x', 'text'), value)).toBe(true);
    expect(isUnsaid(field('x', 'sealed'), { ciphertext: '', text: '', erased: true })).toBe(false);
  });
  it('is in a cell of text, too', () => {
    const i18n = { t: (key: string) => key } as never;
    expect([true, false].map((value) => plainText(field('objectivesMet'), value, i18n, () => ''))).toEqual(['yes', 'no']);
  });
});

describe('a register for choosing and counting', () => {
  it('is asked for page after page, to its end, and says when there is more than is fetched', async () => {
    const asked: string[] = [];
    const register = (pages: number) =>
      vi.stubGlobal('fetch', async (path: string) => {
        const at = Number(new URL(path, 'http://x').searchParams.get('pageToken') ?? 0);
        asked.push(path);
        return new Response(JSON.stringify({ items: [{ id: at }], nextPageToken: at + 1 < pages ? String(at + 1) : '', total: pages }));
      });
    register(3);
    expect((await wholeList<{ id: number }>('/api/v1/x', { filter: 'state=OPEN' })).items.map(({ id }) => id)).toEqual([0, 1, 2]);
    expect(asked.every((path) => path.includes('filter=state%3DOPEN'))).toBe(true);
    register(30);
    const cut = await wholeList('/api/v1/x', {});
    expect([cut.items.length, cut.total]).toEqual([20, 30]);
    vi.unstubAllGlobals();
  });
});
