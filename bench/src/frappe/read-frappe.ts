import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import Papa from 'papaparse';
import type { ClickField, ClickTable } from '../click-models/encode-table.ts';

const FIELDS: readonly ClickField[] = [
  { name: 'user', side: 'viewer' },
  { name: 'item', side: 'ad' },
  ...['daytime', 'weekday', 'isweekend', 'homework', 'cost', 'weather', 'country', 'city'].map(
    (name) => ({ name, side: 'context' as const }),
  ),
];

/** Rows of the table from `from` up to `to`. */
export type Split = { readonly name: string; readonly from: number; readonly to: number };

export type Frappe = {
  /** Rows of the training part, then those of each split that is judged. */
  readonly table: ClickTable;
  readonly trainFile: string;
  readonly trainCount: number;
  readonly judged: readonly Split[];
};

/**
 * Frappe_x1 (Baltrunas et al., arXiv:1505.03014; split of reczoo/BARS): train.csv, else train.recon.csv, to learn
 * from; of valid.csv and test.csv what is there to be judged on. Throws on another header, or where there is neither.
 */
export async function readFrappe(folder: string): Promise<Frappe> {
  const there = (files: readonly string[]) =>
    files.filter((file) => existsSync(join(folder, file)));
  const [trainFile] = there(['train.csv', 'train.recon.csv']);
  if (!trainFile) throw new Error(`${folder} has neither train.csv nor train.recon.csv`);
  const rows = await readRows(join(folder, trainFile));
  const trainCount = rows.length;
  const judged: Split[] = [];
  for (const file of there(['valid.csv', 'test.csv'])) {
    const from = rows.length;
    for (const row of await readRows(join(folder, file))) rows.push(row);
    judged.push({ name: file.replace('.csv', ''), from, to: rows.length });
  }
  if (judged.length === 0) throw new Error(`${folder} has neither valid.csv nor test.csv`);
  const labels = rows.map(([label]) => Number(label));
  const table = { fields: FIELDS, rows: rows.map((row) => row.slice(1)), labels };
  return { table, trainFile, trainCount, judged };
}

async function readRows(path: string): Promise<string[][]> {
  const { data } = Papa.parse<string[]>(await readFile(path, 'utf8'), { skipEmptyLines: true });
  const [header, ...rows] = data;
  const expected = ['label', ...FIELDS.map(({ name }) => name)].join();
  if (header?.join() !== expected) throw new Error(`${path} does not begin with ${expected}`);
  return rows;
}
