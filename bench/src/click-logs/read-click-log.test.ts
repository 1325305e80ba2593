import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { readClickLog } from './read-click-log.ts';

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'placard-click-log-'));
});
afterEach(() => rm(folder, { recursive: true, force: true }));
const write = (name: string, lines: readonly string[]) =>
  writeFile(join(folder, name), `${lines.join('\n')}\n`);

it('Criteo: counts by squared logarithm, categories as they are, parts in order', async () => {
  const line = (label: number, count: string, category: string) =>
    [label, count, ...Array(12).fill(''), category, ...Array(25).fill('x')].join('\t');
  await write('train.csv', [line(0, '-1', 'a'), line(1, '100', '')]);
  await write('dev.csv', [line(0, '2', 'b')]);
  await write('test.csv', [line(1, '', 'c')]);
  const log = await readClickLog(folder);
  expect(log).toMatchObject({ name: 'Criteo', trainCount: 2, validationCount: 1 });
  expect(log.table.labels).toEqual([0, 1, 0, 1]);
  expect(log.table.rows.map((row) => [row[0], row[13]])).toEqual([
    ['-1', 'a'],
    ['b21', ''],
    ['2', 'b'],
    ['', 'c'],
  ]);
});

it('Avazu: a header in train alone, the id left out, the hour of the day', async () => {
  const columns = Array.from({ length: 21 }, (_, i) => `f${i}`);
  const line = (id: number, click: number) => [id, click, '14102105', ...columns].join();
  await write('train.csv', [['id', 'click', 'hour', ...columns].join(), line(1, 0), line(2, 1)]);
  await write('dev.csv', [line(3, 1)]);
  await write('test.csv', [line(4, 0)]);
  const { table, trainCount } = await readClickLog(folder);
  expect(trainCount).toBe(2);
  expect(table.fields.map(({ name }) => name)).toEqual(['hour', ...columns]);
  expect(table.labels).toEqual([0, 1, 1, 0]);
  expect(table.rows[0]).toEqual(['05', ...columns]);
});

it('TalkingData: by time, and never the time of the installation', async () => {
  const header = 'ip,app,device,os,channel,click_time,attributed_time,is_attributed';
  const late = '1,2,3,4,5,2017-11-07 09:30:38,2017-11-07 10:00:00,1';
  const early = '6,7,8,9,0,2017-11-06 23:00:00,,0';
  await write('train_sample.csv', [header, late, early]);
  const { table } = await readClickLog(folder);
  expect(table.labels).toEqual([0, 1]);
  expect(table.rows[1]).toEqual(['1', '2', '3', '4', '5', '09']);
});

it('another format is refused by name', async () => {
  await write('train.csv', ['a,b', '1,2']);
  await expect(readClickLog(folder)).rejects.toThrow(/neither Criteo's/);
});
