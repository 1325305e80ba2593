import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import Papa from 'papaparse';
import type { ClickField, ClickTable } from '../click-models/encode-table.ts';

export type ClickLog = {
  readonly name: string;
  /** Rows to learn from, then rows to stop by, then rows to judge by. */
  readonly table: ClickTable;
  readonly trainCount: number;
  readonly validationCount: number;
  readonly split: string;
};

const OWN_SPLIT = 'by the sample’s own split';

/** Reads whichever of the three logs a folder holds. Throws when it is none, or its columns are others. */
export async function readClickLog(folder: string): Promise<ClickLog> {
  if (existsSync(join(folder, 'train_sample.csv'))) return readTalkingData(folder);
  if (!existsSync(join(folder, 'train.csv'))) throw new Error(`${folder} holds no click log`);
  const [first = ''] = (await readFile(join(folder, 'train.csv'), 'utf8')).split('\n', 1);
  if (first.startsWith('id,click,hour')) return readAvazu(folder);
  if (first.split('\t').length === 40) return readCriteo(folder);
  throw new Error(`${folder}/train.csv is neither Criteo's (40 columns by tabs) nor Avazu's`);
}

/** Label, 13 counts, 26 hashed categories. Counts are cut at squares of logarithms (Juan et al., 2014). */
async function readCriteo(folder: string): Promise<ClickLog> {
  const parts = await Promise.all(
    ['train.csv', 'dev.csv', 'test.csv'].map((file) => readRows(join(folder, file), 40)),
  );
  const fields = Array.from({ length: 39 }, (_, i) => ({
    name: i < 13 ? `I${i + 1}` : `C${i - 12}`,
    side: 'context' as const,
  }));
  return ownSplit('Criteo', fields, parts, ([label, ...cells]) => ({
    label: Number(label),
    cells: cells.map((cell, i) => (i < 13 ? logBucket(cell) : cell)),
  }));
}

function logBucket(cell: string): string {
  const value = Number(cell);
  if (cell === '') return '';
  return value > 2 ? `b${Math.floor(Math.log(value) ** 2)}` : cell;
}

/** id, click, hour (YYMMDDHH), 21 categories; only train.csv has a header. The id names a row: it is left out. */
async function readAvazu(folder: string): Promise<ClickLog> {
  const [train, ...rest] = await Promise.all(
    ['train.csv', 'dev.csv', 'test.csv'].map((file) => readRows(join(folder, file), 24)),
  );
  const [header, ...rows] = train!;
  const fields = header!.slice(2).map((name): ClickField => {
    const side = name.startsWith('device') ? 'viewer' : name.startsWith('C') ? 'ad' : 'context';
    return { name, side };
  });
  return ownSplit('Avazu', fields, [rows, ...rest], ([, label, hour, ...cells]) => ({
    label: Number(label),
    cells: [hour!.slice(-2), ...cells],
  }));
}

/** Clicks and whether each led to an installation; one file, cut by time: 70 %, 10 %, 20 %. */
async function readTalkingData(folder: string): Promise<ClickLog> {
  const [header, ...rows] = await readRows(join(folder, 'train_sample.csv'), 8);
  const expected = 'ip,app,device,os,channel,click_time,attributed_time,is_attributed';
  if (header!.join() !== expected) throw new Error(`${folder} has other columns than ${expected}`);
  const ordered = rows.toSorted((a, b) => (a[5]! < b[5]! ? -1 : a[5]! > b[5]! ? 1 : 0));
  const fields: ClickField[] = [
    { name: 'ip', side: 'viewer' },
    { name: 'app', side: 'ad' },
    { name: 'device', side: 'viewer' },
    { name: 'os', side: 'viewer' },
    { name: 'channel', side: 'context' },
    { name: 'hour', side: 'context' },
  ];
  return {
    name: 'TalkingData',
    // When the installation came is known only after it: it may not be read.
    table: {
      fields,
      rows: ordered.map((row) => [...row.slice(0, 5), row[5]!.slice(11, 13)]),
      labels: ordered.map((row) => Number(row[7])),
    },
    trainCount: Math.floor(rows.length * 0.7),
    validationCount: Math.floor(rows.length * 0.1),
    split: 'by time',
  };
}

function ownSplit(
  name: string,
  fields: readonly ClickField[],
  parts: readonly string[][][],
  read: (row: string[]) => { label: number; cells: string[] },
): ClickLog {
  const rows = parts.flat().map(read);
  return {
    name,
    table: {
      fields,
      rows: rows.map(({ cells }) => cells),
      labels: rows.map(({ label }) => label),
    },
    trainCount: parts[0]!.length,
    validationCount: parts[1]!.length,
    split: OWN_SPLIT,
  };
}

async function readRows(path: string, columns: number): Promise<string[][]> {
  const { data } = Papa.parse<string[]>(await readFile(path, 'utf8'), { skipEmptyLines: true });
  const wrong = data.findIndex((row) => row.length !== columns);
  if (wrong >= 0) throw new Error(`${path}: row ${wrong + 1} does not have ${columns} columns`);
  return data;
}
