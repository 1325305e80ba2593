import { createReadStream, createWriteStream } from 'node:fs';
import { createInterface } from 'node:readline';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { type TrainingRow, trainingRowSchema } from './training-row.ts';

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
