import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { basename, join, resolve } from 'node:path';
import { z } from 'zod';
import {
  checkedDataset,
  type Dataset,
  type DatasetItem,
  ImportError,
  type Interaction,
} from './dataset.ts';
import { POSITIVE_RATING } from './positive-rating.ts';
import { type Row, readTable } from './table.ts';

const settingsSchema = z.strictObject({
  name: z.string().min(1).max(100).optional(),
  /** Ratings from here on are clicks. */
  positiveRating: z.number().default(POSITIVE_RATING),
});

/**
 * The format of docs/data-format.md: `items`, `interactions` and, where known, `viewers`, each as .csv or
 * .parquet, with an optional `dataset.json`.
 */
export async function readPlacardFormat(folder: string): Promise<Dataset> {
  const settings = await readSettings(join(folder, 'dataset.json'));
  const itemRows = await required(folder, 'items');
  const viewerRows = (await readTable(folder, 'viewers')) ?? [];
  const interactionRows = await required(folder, 'interactions');
  const interactions = interactionRows.map((row, i) =>
    interactionOf(row, `interactions row ${i + 1}`, settings.positiveRating),
  );
  const viewers = viewerRows.map((row, i) => ({
    viewerId: cell(row, 'viewer_id', `viewers row ${i + 1}`),
    attributes: attributesOf(row, ['viewer_id']),
  }));
  const known = new Set(viewers.map((viewer) => viewer.viewerId));
  for (const { viewerId } of interactions) {
    if (known.has(viewerId)) continue;
    known.add(viewerId);
    viewers.push({ viewerId, attributes: {} });
  }
  return checkedDataset({
    name: settings.name ?? basename(resolve(folder)),
    items: itemRows.map((row, i) => itemOf(row, `items row ${i + 1}`)),
    viewers,
    interactions,
  });
}

async function readSettings(path: string): Promise<z.infer<typeof settingsSchema>> {
  if (!existsSync(path)) return settingsSchema.parse({});
  let json: unknown;
  try {
    json = JSON.parse(await readFile(path, 'utf8'));
  } catch (error) {
    throw new ImportError(`dataset.json is not JSON: ${String(error)}`);
  }
  const parsed = settingsSchema.safeParse(json);
  if (!parsed.success) throw new ImportError(`dataset.json: ${z.prettifyError(parsed.error)}`);
  return parsed.data;
}

async function required(folder: string, name: string): Promise<Row[]> {
  const rows = await readTable(folder, name);
  if (!rows) throw new ImportError(`${name}.csv or ${name}.parquet is missing in ${folder}`);
  return rows;
}

const ITEM_COLUMNS = ['item_id', 'title', 'description', 'categories'];

function itemOf(row: Row, where: string): DatasetItem {
  const itemId = cell(row, 'item_id', where);
  return {
    itemId,
    title: row.title || itemId,
    description: row.description ?? '',
    categories: (row.categories ?? '')
      .split('|')
      .map((category) => category.trim().toLowerCase())
      .filter((category) => category !== ''),
    attributes: attributesOf(row, ITEM_COLUMNS),
  };
}

function interactionOf(row: Row, where: string, positiveRating: number): Interaction {
  return {
    viewerId: cell(row, 'viewer_id', where),
    itemId: cell(row, 'item_id', where),
    clicked: wasClicked(row, where, positiveRating),
    atMs: timeOf(cell(row, 'at', where), where),
  };
}

function wasClicked(row: Row, where: string, positiveRating: number): boolean {
  if (row.clicked) {
    if (/^(1|true)$/i.test(row.clicked)) return true;
    if (/^(0|false)$/i.test(row.clicked)) return false;
    throw new ImportError(`${where}: clicked is 0, 1, true or false, not ${row.clicked}`);
  }
  if (!row.rating || !Number.isFinite(Number(row.rating))) {
    throw new ImportError(`${where}: it needs a column clicked, or rating with a number`);
  }
  return Number(row.rating) >= positiveRating;
}

/** ISO 8601 (UTC where it names no zone), else seconds since 1970, or milliseconds from 100,000,000,000 on. */
function timeOf(text: string, where: string): number {
  if (/^\d+(\.\d+)?$/.test(text)) {
    const number = Number(text);
    return Math.floor(number < 1e11 ? number * 1000 : number);
  }
  const named = /T.*(Z|[+-]\d\d:?\d\d)$/.test(text) || !text.includes('T') ? text : `${text}Z`;
  const atMs = Date.parse(named);
  if (Number.isNaN(atMs)) throw new ImportError(`${where}: at is not a time: ${text}`);
  return atMs;
}

/** Every column that is not named by the format is an attribute. */
function attributesOf(row: Row, reserved: readonly string[]): Record<string, string> {
  return Object.fromEntries(
    Object.entries(row).filter(([name, value]) => value !== '' && !reserved.includes(name)),
  );
}

function cell(row: Row, column: string, where: string): string {
  const value = row[column];
  if (!value) throw new ImportError(`${where}: ${column} is missing`);
  return value;
}
