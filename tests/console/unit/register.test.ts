// What a register is narrowed to, and that what is saved of it is the whole.
import { conditionsOf, filterOf, withCondition } from '~/record/filters';
import { rowXml, toXlsx } from '~/record/sheet';
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
