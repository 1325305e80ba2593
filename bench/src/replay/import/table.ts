import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { asyncBufferFromFile, parquetReadObjects } from 'hyparquet';
import { compressors } from 'hyparquet-compressors';
import Papa from 'papaparse';
import { ImportError } from './dataset.ts';

/** One row by column name; an absent or empty cell is the empty string. */
export type Row = Readonly<Record<string, string>>;

/** The rows of `<name>.parquet` or `<name>.csv` in `folder`; undefined when there is neither. */
export async function readTable(folder: string, name: string): Promise<Row[] | undefined> {
  const parquet = join(folder, `${name}.parquet`);
  if (existsSync(parquet)) {
    const file = await asyncBufferFromFile(parquet);
    const rows = await parquetReadObjects({ file, compressors });
    return rows.map((row) => mapValues(row, cellText));
  }
  const csv = join(folder, `${name}.csv`);
  if (!existsSync(csv)) return undefined;
  const { data, errors } = Papa.parse<Record<string, unknown>>(await readFile(csv, 'utf8'), {
    header: true,
    skipEmptyLines: true,
  });
  const [error] = errors;
  if (error) throw new ImportError(`${csv} row ${(error.row ?? 0) + 1}: ${error.message}`);
  return data.map((row) => mapValues(row, cellText));
}

/** Parquet has types where CSV has text: lists join by `|`, times become ISO 8601. */
function cellText(value: unknown): string {
  if (value === null || value === undefined) return '';
  if (value instanceof Date) return value.toISOString();
  if (Array.isArray(value)) return value.map(cellText).join('|');
  return String(value).trim();
}

function mapValues(row: object, map: (value: unknown) => string): Row {
  return Object.fromEntries(Object.entries(row).map(([name, value]) => [name.trim(), map(value)]));
}
