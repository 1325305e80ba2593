import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parquetWriteFile } from 'hyparquet-writer';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { readSource, SourceError, type SourceRow } from './read-source.ts';

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'import-'));
});
afterAll(() => rm(folder, { recursive: true }));

async function rowsOf(from: string): Promise<SourceRow[]> {
  const rows: SourceRow[] = [];
  for await (const chunk of readSource(from)) rows.push(...chunk);
  return rows;
}

test('a CSV file is read oldest first, with its columns found whatever their case', async () => {
  const file = join(folder, "o'brien.csv");
  await writeFile(
    file,
    'KIND,Viewer_Id,AT,other\nview,b,2026-01-02 00:00:00,x\nview,a,2026-01-01 00:00:00,y\n',
  );
  expect(await rowsOf(file)).toEqual([
    { kind: 'view', viewer_id: 'a', at: new Date(Date.UTC(2026, 0, 1)) },
    { kind: 'view', viewer_id: 'b', at: new Date(Date.UTC(2026, 0, 2)) },
  ]);
});

test('a Parquet file gives lists and numbers as they are', async () => {
  const file = join(folder, 'log.parquet');
  parquetWriteFile({
    filename: file,
    columnData: [
      { name: 'kind', data: ['purchase'], type: 'STRING' },
      { name: 'viewer_id', data: ['a'], type: 'STRING' },
      { name: 'at', data: [1_700_000_000], type: 'DOUBLE' },
      { name: 'value', data: [2.5], type: 'DOUBLE' },
    ],
  });
  expect(await rowsOf(file)).toEqual([
    { kind: 'purchase', viewer_id: 'a', at: 1_700_000_000, value: 2.5 },
  ]);
});

test('a query names and joins columns as a warehouse would', async () => {
  const rows = await rowsOf(
    "select 'view' as kind, 'v' || i as viewer_id, 100 - i as at, ['a', 'b'] as categories from range(3) t(i);",
  );
  expect(rows.map(({ viewer_id }) => viewer_id)).toEqual(['v2', 'v1', 'v0']);
  expect(rows[0]?.categories).toEqual(['a', 'b']);
});

test('a source without its columns, or none at all, is refused by name', async () => {
  await expect(rowsOf("select 'view' as kind")).rejects.toThrow(/no column viewer_id, at/);
  await expect(rowsOf(join(folder, 'missing.csv'))).rejects.toThrow(SourceError);
});
