import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { seededRandom } from '@placard/domain';
import { parquetWriteFile } from 'hyparquet-writer';
import { afterEach, describe, expect, it } from 'vitest';
import { ImportError } from './dataset.ts';
import { readDataset } from './read-dataset.ts';
import { sampleViewers } from './sample-viewers.ts';

const folders: string[] = [];
afterEach(async () => {
  for (const folder of folders.splice(0)) await rm(folder, { recursive: true });
});

async function folderWith(files: Record<string, string>): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'placard-import-'));
  folders.push(folder);
  for (const [name, content] of Object.entries(files)) {
    await mkdir(dirname(join(folder, name)), { recursive: true });
    await writeFile(join(folder, name), content, 'latin1');
  }
  return folder;
}

const MOVIELENS = {
  'u.genre': 'unknown|0\nAction|1\nComedy|2\n',
  'u.item':
    '1|Caf\xe9 Story (1995)|01-Jan-1995||http://x|0|0|1\n2|Golden (1964)|||http://y|0|1|1\n3|unknown||||1|0|0\n',
  'u.user': '7|24|M|technician|85711\n8|60|F|writer|94043\n',
  'u.data': '8\t2\t3\t200\n7\t1\t5\t100\n7\t2\t4\t100\n',
};

describe('MovieLens-100K', () => {
  it('becomes films with genres, viewers with attributes and clicks in time order', async () => {
    const dataset = await readDataset(await folderWith(MOVIELENS));
    expect(dataset.items[0]).toEqual({
      itemId: '1',
      title: 'Café Story (1995)',
      description: 'comedy of 1995',
      categories: ['comedy'],
      attributes: { year: '1995', decade: '1990s' },
    });
    expect(dataset.items[2]!.categories).toEqual([]);
    expect(dataset.viewers).toEqual([
      { viewerId: '7', attributes: { age: '18-24', gender: 'M', occupation: 'technician' } },
      { viewerId: '8', attributes: { age: '55-plus', gender: 'F', occupation: 'writer' } },
    ]);
    expect(dataset.interactions).toEqual([
      { viewerId: '7', itemId: '1', clicked: true, atMs: 100_000 },
      { viewerId: '7', itemId: '2', clicked: true, atMs: 100_000 },
      { viewerId: '8', itemId: '2', clicked: false, atMs: 200_000 },
    ]);
  });

  it('refuses a rating of a film or by a viewer that is not listed', async () => {
    const film = await folderWith({ ...MOVIELENS, 'u.data': '7\t99\t5\t100\n' });
    await expect(readDataset(film)).rejects.toThrow('item 99 is not listed');
    const viewer = await folderWith({ ...MOVIELENS, 'u.data': '99\t1\t5\t100\n' });
    await expect(readDataset(viewer)).rejects.toThrow('viewer 99 is not listed');
  });
});

describe('the documented format', () => {
  const ITEMS =
    'item_id,title,categories,description,brand\na,"Tea, green",Drinks|Hot,Leaves,Oolong\nb,,,,\n';

  it('reads CSV with quoted cells, attributes in other columns and three spellings of time', async () => {
    const dataset = await readDataset(
      await folderWith({
        'items.csv': ITEMS,
        'viewers.csv': 'viewer_id,age\nv1,25-34\n',
        'interactions.csv':
          'viewer_id,item_id,at,clicked\nv1,a,2026-01-02T00:00:00Z,1\nv2,b,1767225600,false\nv1,b,1767225601000,TRUE\n',
        'dataset.json': '{"name":"Tea shop"}',
      }),
    );
    expect(dataset.name).toBe('Tea shop');
    expect(dataset.items).toEqual([
      {
        itemId: 'a',
        title: 'Tea, green',
        description: 'Leaves',
        categories: ['drinks', 'hot'],
        attributes: { brand: 'Oolong' },
      },
      { itemId: 'b', title: 'b', description: '', categories: [], attributes: {} },
    ]);
    expect(dataset.viewers).toEqual([
      { viewerId: 'v1', attributes: { age: '25-34' } },
      { viewerId: 'v2', attributes: {} },
    ]);
    expect(dataset.interactions.map((i) => [i.viewerId, i.clicked, i.atMs])).toEqual([
      ['v2', false, 1_767_225_600_000],
      ['v1', true, 1_767_225_601_000],
      ['v1', true, 1_767_312_000_000],
    ]);
  });

  it('reads the same from Parquet as from CSV', async () => {
    const csv = await folderWith({
      'items.csv': ITEMS,
      'interactions.csv':
        'viewer_id,item_id,at,rating\n1,a,2026-01-02T00:00:00Z,3.5\n2,b,2026-01-03T00:00:00Z,4\n',
    });
    const parquet = await folderWith({ 'items.csv': ITEMS });
    parquetWriteFile({
      filename: join(parquet, 'interactions.parquet'),
      columnData: [
        { name: 'viewer_id', data: [1n, 2n], type: 'INT64' },
        { name: 'item_id', data: ['a', 'b'], type: 'STRING' },
        { name: 'at', data: [new Date('2026-01-02'), new Date('2026-01-03')], type: 'TIMESTAMP' },
        { name: 'rating', data: [3.5, 4], type: 'DOUBLE' },
      ],
    });
    const [fromCsv, fromParquet] = [await readDataset(csv), await readDataset(parquet)];
    expect(fromParquet.interactions).toEqual(fromCsv.interactions);
    expect(fromParquet.interactions.map((i) => i.clicked)).toEqual([false, true]);
  });

  it('takes another positive rating from dataset.json', async () => {
    const dataset = await readDataset(
      await folderWith({
        'items.csv': ITEMS,
        'interactions.csv': 'viewer_id,item_id,at,rating\nv,a,100,7\nv,b,101,8\n',
        'dataset.json': '{"positiveRating":8}',
      }),
    );
    expect(dataset.interactions.map((i) => i.clicked)).toEqual([false, true]);
  });

  it.each([
    ['viewer_id,item_id,at\nv,a,100\n', 'interactions row 1: it needs a column clicked, or rating'],
    ['viewer_id,item_id,at,clicked\nv,a,100,maybe\n', 'clicked is 0, 1, true or false, not maybe'],
    ['viewer_id,item_id,at,clicked\nv,a,yesterday,1\n', 'at is not a time: yesterday'],
    ['viewer_id,item_id,at,clicked\nv,,100,1\n', 'item_id is missing'],
    ['viewer_id,item_id,at,clicked\nv,zz,100,1\n', 'item zz is not listed'],
    ['viewer_id,item_id,at,clicked\na b,a,100,1\n', 'letters, digits'],
    ['viewer_id,item_id,at,clicked\n', 'no interactions'],
  ])('refuses %j and says why', async (interactions, message) => {
    const folder = await folderWith({ 'items.csv': ITEMS, 'interactions.csv': interactions });
    await expect(readDataset(folder)).rejects.toThrow(message);
    await expect(readDataset(folder)).rejects.toBeInstanceOf(ImportError);
  });
});

describe('the Netflix Prize', () => {
  const TITLES = '1,2003,Dinosaur Planet\n2,NULL,Fast, Cheap & Out\n3,1997,Character\n';
  const FILM_1 = '1:\n1488844,3,2005-09-06\n822109,5,2005-05-13\n';
  const FILM_3 = '3:\n1488844,4,2004-10-19\n';

  it('reads combined files and per-film files alike', async () => {
    const combined = await readDataset(
      await folderWith({ 'movie_titles.csv': TITLES, 'combined_data_1.txt': FILM_1 + FILM_3 }),
    );
    const perFilm = await readDataset(
      await folderWith({
        'movie_titles.txt': TITLES,
        'training_set/mv_0000001.txt': FILM_1,
        'training_set/mv_0000003.txt': FILM_3,
      }),
    );
    expect(perFilm).toEqual(combined);
    expect(combined.items.map((item) => item.title)).toEqual(['Dinosaur Planet', 'Character']);
    expect(combined.items[1]!.categories).toEqual(['1990s']);
    expect(combined.interactions).toEqual([
      { viewerId: '1488844', itemId: '3', clicked: true, atMs: Date.UTC(2004, 9, 19) },
      { viewerId: '822109', itemId: '1', clicked: true, atMs: Date.UTC(2005, 4, 13) },
      { viewerId: '1488844', itemId: '1', clicked: false, atMs: Date.UTC(2005, 8, 6) },
    ]);
  });

  it('keeps a title with commas whole and names a broken line', async () => {
    const folder = await folderWith({
      'movie_titles.csv': TITLES,
      'combined_data_1.txt': '2:\n5,4,2005-01-01\n',
    });
    expect((await readDataset(folder)).items[0]!.title).toBe('Fast, Cheap & Out');
    const broken = await folderWith({
      'movie_titles.csv': TITLES,
      'combined_data_1.txt': '2:\n5,9,2005-01-01\n',
    });
    await expect(readDataset(broken)).rejects.toThrow('line 2: 5,9,2005-01-01');
  });
});

describe('any folder', () => {
  it('is refused with the formats it could have had', async () => {
    await expect(readDataset(await folderWith({ 'notes.txt': '' }))).rejects.toThrow(
      'data-format.md',
    );
    await expect(readDataset('/nowhere/at/all')).rejects.toThrow('cannot be read');
  });
});

describe('a sample of viewers', () => {
  it('keeps whole histories and the whole catalogue', async () => {
    const dataset = await readDataset(await folderWith(MOVIELENS));
    const sample = sampleViewers(dataset, 1, seededRandom(1));
    expect(sample.viewers).toHaveLength(1);
    const own = dataset.interactions.filter((i) => i.viewerId === sample.viewers[0]!.viewerId);
    expect(sample.interactions).toEqual(own);
    expect(sample.items).toEqual(dataset.items);
    expect(sampleViewers(dataset, 3, seededRandom(1))).toBe(dataset);
  });
});
