import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { judge } from './measure.ts';
import { readFrappe } from './read-frappe.ts';

const HEADER = 'label,user,item,daytime,weekday,isweekend,homework,cost,weather,country,city';
const row = (label: number, user: string, item: string) =>
  `${label},${user},${item},1,1,1,1,1,1,1,1`;

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'placard-frappe-'));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

function write(file: string, rows: readonly string[]): Promise<void> {
  return writeFile(join(folder, file), `${[HEADER, ...rows].join('\n')}\n`);
}

it('a folder is judged on each of the splits it has, each by its own rows', async () => {
  await write('train.recon.csv', [row(1, 'u1', 'i1'), row(0, 'u1', 'i2')]);
  await write('valid.csv', [row(1, 'u1', 'i1'), row(1, 'u2', 'i1'), row(0, 'u2', 'i2')]);
  const predictions = Float64Array.of(0.5, 0.9, 0.1, 0.2, 0.8, 0.7, 0.3);
  const only = await readFrappe(folder);
  expect(Object.keys(judge(predictions.subarray(0, 3), only))).toEqual(['valid']);

  await write('test.csv', [
    row(1, 'u3', 'i1'),
    row(0, 'u3', 'i2'),
    row(1, 'u1', 'i2'),
    row(0, 'u1', 'i1'),
  ]);
  const both = await readFrappe(folder);
  expect(both.trainFile).toBe('train.recon.csv');
  const { valid, test } = judge(predictions, both);
  expect(valid).toMatchObject({ auc: 1, unseenAuc: 1 });
  // Of its four pairs of a click and none, one is in order; its first two rows are pairs not met before.
  expect(test).toMatchObject({ auc: 0.25, unseenAuc: 0 });
});

it('the published training part is read where there is one', async () => {
  await write('train.recon.csv', [row(1, 'u1', 'i1')]);
  await write('train.csv', [row(1, 'u1', 'i1'), row(0, 'u1', 'i3')]);
  await expect(readFrappe(folder)).rejects.toThrow('neither valid.csv nor test.csv');
  await write('test.csv', [row(1, 'u1', 'i1')]);
  expect(await readFrappe(folder)).toMatchObject({ trainFile: 'train.csv', trainCount: 2 });
});
