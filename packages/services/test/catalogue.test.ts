import { itemReviews, items } from '@placard/db';
import { eq } from 'drizzle-orm';
import fc from 'fast-check';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { importItems, importReviews, listItems } from '../src/index.ts';
import { type Platform, refusal, startPlatform, type Tenant } from './platform.ts';

let platform: Platform;
let tenant: Tenant;
beforeAll(async () => {
  platform = await startPlatform();
}, 60_000);
afterAll(() => platform.close());

const load = (csv: string) =>
  importItems({ ctx: tenant.ctx, input: { advertiserId: tenant.advertiserId, csv } });
const stored = () =>
  platform.owner.select().from(items).where(eq(items.advertiserId, tenant.advertiserId));

test('a catalogue comes in with its categories, prices and further columns as attributes', async () => {
  tenant = await platform.tenant('advertiser');
  const result = await load(
    '\uFEFFExternal ID,Title,Categories,Price,Image URL,Colour,Note\r\n' +
      'sku-1,"Coat, warm",Fashion | Outdoor|fashion,129.90,https://img.example/1.png,red,\r\n' +
      '\r\n' +
      'sku-2,Boots,,,,"black\nor brown",x\r\n',
  );
  expect(result).toEqual({ total: 2, imported: 2, problems: [] });
  const [coat, boots] = (await stored()).sort((a, b) => (a.externalId < b.externalId ? -1 : 1));
  expect(coat).toMatchObject({
    title: 'Coat, warm',
    categories: ['fashion', 'outdoor'],
    priceMicros: 129_900_000,
    imageUrl: 'https://img.example/1.png',
    attributes: { colour: 'red' },
  });
  expect(boots).toMatchObject({
    categories: [],
    priceMicros: null,
    attributes: { colour: 'black\nor brown', note: 'x' },
  });
});

test('a spreadsheet’s semicolons and tabs are read as well', async () => {
  tenant = await platform.tenant('advertiser');
  await load('external_id;title;price\na;One, two;1.5\n');
  await load('external_id\ttitle\nb\tTabs; and more\n');
  expect((await stored()).map((item) => item.title).sort()).toEqual(['One, two', 'Tabs; and more']);
});

test('a wrong row is told with its number and reason, and costs no other row', async () => {
  tenant = await platform.tenant('advertiser');
  const { problems, ...result } = await load(
    'external_id,title,price,url\n' +
      'a,A,1,\n' +
      ',No id,1,\n' +
      'c,,1,\n' +
      'd,D,much,\n' +
      'e,E,-3,\n' +
      'f,F,1,javascript:alert(1)\n' +
      'a,A again,1,\n' +
      'h,H,1,https://x.example,too,many\n' +
      'i,I,2.5,https://x.example/i\n',
  );
  expect(result).toEqual({ total: 9, imported: 2 });
  expect(problems.map(({ row, message }) => [row, message])).toEqual([
    [3, 'external_id: is empty'],
    [4, 'title: is empty'],
    [5, 'price: must be an amount such as 12.50'],
    [6, 'price: must be an amount such as 12.50'],
    [7, 'url: must be a web address'],
    [8, 'external_id: the same as in row 2'],
    [9, expect.stringMatching(/too many fields/i)],
  ]);
  expect((await stored()).map((item) => item.externalId).sort()).toEqual(['a', 'i']);
});

test('a repeated import updates by external id and keeps the item’s identity', async () => {
  tenant = await platform.tenant('advertiser');
  await load('external_id,title\nx,First\ny,Other\n');
  const before = await stored();
  await load('external_id,title,categories\nx,Second,news\n');
  const after = await stored();
  expect(after.map((item) => item.id).sort()).toEqual(before.map((item) => item.id).sort());
  expect(after.find((item) => item.externalId === 'x')).toMatchObject({
    title: 'Second',
    categories: ['news'],
  });
});

test('whatever the file, every record is imported or named: none is lost', async () => {
  tenant = await platform.tenant('advertiser');
  const cell = fc.oneof(
    fc.string({ unit: 'binary', maxLength: 12 }),
    fc.constantFrom('', 'id', '1.5', '"'),
  );
  const file = fc.array(fc.tuple(cell, cell, cell), { maxLength: 30 });
  await fc.assert(
    fc.asyncProperty(file, async (rows) => {
      const quoted = rows.map((row) => row.map((c) => `"${c.replaceAll('"', '""')}"`).join(','));
      const result = await load(['external_id,title,price', ...quoted].join('\n'));
      const blank = rows.filter((row) => row.every((c) => c.trim() === '')).length;
      expect(result.total).toBe(rows.length - blank);
      expect(result.imported + result.problems.length).toBe(result.total);
    }),
    { numRuns: 60 },
  );
});

test('a file without the columns it needs is refused whole', async () => {
  expect(await refusal(load('title,price\nA,1\n'))).toBe('invalid');
  expect(await refusal(load(''))).toBe('invalid');
});

test('reviews replace those of the items they name, and unknown items are told', async () => {
  tenant = await platform.tenant('advertiser');
  await load('external_id,title\nx,X\ny,Y\n');
  const review = (csv: string) =>
    importReviews({ ctx: tenant.ctx, input: { advertiserId: tenant.advertiserId, csv } });
  await review('external_id,rating,body\nx,5,good\nx,4,fine\ny,1,bad\n');
  const again = await review(
    'external_id,rating,body,reviewed_at\nx,3,so so,2026-01-02\nz,5,ghost,\nx,6,too good,\ny,2,,yesterday-ish\n',
  );
  expect(again).toEqual({
    total: 4,
    imported: 1,
    problems: [
      { row: 3, message: 'external_id: no such item' },
      { row: 4, message: 'rating: must be 1 to 5' },
      { row: 5, message: 'reviewed_at: must be a date' },
    ],
  });
  const left = await platform.owner
    .select({ rating: itemReviews.rating })
    .from(itemReviews)
    .where(eq(itemReviews.organizationId, tenant.organizationId));
  expect(left.map((r) => r.rating).sort()).toEqual([1, 3]);
  const listed = await listItems({ ctx: tenant.ctx, input: { search: 'X' } });
  expect(listed).toMatchObject([{ externalId: 'x', reviewCount: 1, meanRating: 3 }]);
});
