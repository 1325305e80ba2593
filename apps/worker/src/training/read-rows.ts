import { createReadStream } from 'node:fs';
import { createInterface } from 'node:readline';
import { type TrainingRow, trainingRowSchema } from '@placard/training';

/** The exported rows decided at or after `atMs`, oldest first; rows of one instant in the file's order. */
export async function readRowsSince(rowsFile: string, atMs: number): Promise<TrainingRow[]> {
  const rows: TrainingRow[] = [];
  for await (const row of rowsOf(rowsFile)) if (row.atMs >= atMs) rows.push(row);
  return rows.sort((a, b) => a.atMs - b.atMs);
}

/** At most `limit` rows, spread evenly over the file. */
export async function sampleRows(rowsFile: string, limit: number): Promise<TrainingRow[]> {
  let sample: TrainingRow[] = [];
  let every = 1;
  let index = 0;
  for await (const row of rowsOf(rowsFile)) {
    if (index++ % every === 0) sample.push(row);
    if (sample.length < 2 * limit) continue;
    sample = sample.filter((_, i) => i % 2 === 0);
    every *= 2;
  }
  return sample;
}

async function* rowsOf(rowsFile: string): AsyncGenerator<TrainingRow> {
  for await (const line of createInterface({ input: createReadStream(rowsFile) })) {
    if (line !== '') yield trainingRowSchema.parse(JSON.parse(line));
  }
}
