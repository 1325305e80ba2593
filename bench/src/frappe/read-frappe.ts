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

export type Frappe = {
  /** Rows of train.recon.csv, then those of valid.csv. */
  readonly table: ClickTable;
  readonly trainCount: number;
};

/** Frappe_x1 (Baltrunas et al., arXiv:1505.03014; split of reczoo/BARS). Throws on another header. */
export async function readFrappe(folder: string): Promise<Frappe> {
  const [train, valid] = await Promise.all(
    ['train.recon.csv', 'valid.csv'].map((file) => readRows(join(folder, file))),
  );
  const rows = [...train!, ...valid!];
  return {
    table: {
      fields: FIELDS,
      rows: rows.map((row) => row.slice(1)),
      labels: rows.map(([label]) => Number(label)),
    },
    trainCount: train!.length,
  };
}

async function readRows(path: string): Promise<string[][]> {
  const { data } = Papa.parse<string[]>(await readFile(path, 'utf8'), { skipEmptyLines: true });
  const [header, ...rows] = data;
  const expected = ['label', ...FIELDS.map(({ name }) => name)].join();
  if (header?.join() !== expected) throw new Error(`${path} does not begin with ${expected}`);
  return rows;
}
