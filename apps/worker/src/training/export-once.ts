import { access, mkdir } from 'node:fs/promises';
import path from 'node:path';
import type { FeatureDefinition } from '@placard/training';
import { exportRows } from './export-rows.ts';
import { featureDefinitionsOf } from './feature-definitions.ts';
import type { Run, RunRecord } from './run-record.ts';
import type { TrainingParts } from './train-job.ts';

/** A run that goes on keeps its rows: its checkpoint belongs to them. */
export async function exportOnce(
  { pool }: TrainingParts,
  { marketId, request }: Run,
  folder: string,
  record: RunRecord,
  signal: AbortSignal,
): Promise<string> {
  const file = path.join(folder, 'rows.ndjson');
  await mkdir(folder, { recursive: true });
  const there = await access(file).then(
    () => true,
    () => false,
  );
  if (there) {
    record.phase('exporting', 'going on with the rows exported before');
    return file;
  }
  record.phase('exporting', 'exporting decisions and their outcomes');
  const count = await exportRows({
    pool,
    marketId,
    fromMs: request.fromMs,
    file,
    signal,
    onProgress: (rows) => record.progress(0.05 * (1 - 1 / (1 + rows / 50_000))),
  });
  record.log(`${count} rows exported`);
  return file;
}

export async function definitionsOf(
  rowsFile: string,
  record: RunRecord,
): Promise<FeatureDefinition[]> {
  const { definitions, unknown } = await featureDefinitionsOf(rowsFile);
  if (definitions.length === 0) {
    throw new Error('there is nothing to learn from: no decision of this market was rendered');
  }
  if (unknown.length > 0) record.log(`left out, not known any more: ${unknown.join(', ')}`);
  return definitions;
}
