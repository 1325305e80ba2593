import { createReadStream, createWriteStream } from 'node:fs';
import { createInterface } from 'node:readline';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { RowsOnDisk } from './rows-on-disk.ts';
import { type TrainingRow, trainingRowSchema } from './training-row.ts';

const NEWLINE = 0x0a;

/** Writes rows as JSON lines. */
export async function writeRowsFile(
  path: string,
  rows: Iterable<TrainingRow> | AsyncIterable<TrainingRow>,
): Promise<void> {
  async function* lines() {
    for await (const row of rows) yield `${JSON.stringify(row)}\n`;
  }
  await pipeline(Readable.from(lines()), createWriteStream(path));
}

/** The rows of a file: in memory, or, of more than `rowsInMemory`, on the disk. Throws as either does. */
export async function openRows(
  path: string,
  rowsInMemory: number,
): Promise<TrainingRow[] | RowsOnDisk> {
  let count = 0;
  for await (const bytes of createReadStream(path)) {
    const chunk = bytes as Buffer;
    for (let at = chunk.indexOf(NEWLINE); at >= 0; at = chunk.indexOf(NEWLINE, at + 1)) count++;
    if (count > rowsInMemory) return RowsOnDisk.open(path);
  }
  return readRowsFile(path);
}

/** Reads rows written as JSON lines. Throws with the line number when one is malformed. */
export async function readRowsFile(path: string): Promise<TrainingRow[]> {
  const rows: TrainingRow[] = [];
  const lines = createInterface({ input: createReadStream(path), crlfDelay: Infinity });
  for await (const line of lines) {
    if (line === '') continue;
    try {
      rows.push(trainingRowSchema.parse(JSON.parse(line)));
    } catch (cause) {
      throw new Error(`${path}: row ${rows.length + 1} is malformed`, { cause });
    }
  }
  return rows;
}
