import { createHash } from 'node:crypto';
import { mkdir, open, readdir, readFile, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { curvePointSchema } from '@placard/contracts';
import { z } from 'zod';
import type { TrainingState } from './training-state.ts';

const INDEX = 'checkpoint.json';

const indexSchema = z.object({
  formatVersion: z.literal(1),
  /** Digest of all that must be equal for the run to continue as if never stopped. */
  fingerprint: z.string(),
  arrays: z.string(),
  sha256: z.string(),
  progress: z.object({
    step: z.int(),
    epoch: z.int(),
    stepInEpoch: z.int(),
    lossSum: z.number(),
    lossSteps: z.int(),
    bestValidationLogLoss: z.number().nullable(),
    bestEpoch: z.int(),
    epochsWithoutImprovement: z.int(),
    epochsNotImproved: z.int().default(0),
    finished: z.boolean(),
    curve: z.array(curvePointSchema),
  }),
});

export class CheckpointError extends Error {
  override name = 'CheckpointError';
}

/** Writes a checkpoint; a crash in between leaves the one before intact. */
export async function saveCheckpoint(
  folder: string,
  fingerprint: string,
  state: TrainingState,
): Promise<void> {
  await mkdir(folder, { recursive: true });
  const bytes = Buffer.concat(
    state.arrays.map((array) => Buffer.from(array.buffer, array.byteOffset, array.byteLength)),
  );
  const arrays = `step-${state.progress.step}-${state.progress.epoch}.bin`;
  await writeDurably(join(folder, arrays), bytes);
  const index: z.infer<typeof indexSchema> = {
    formatVersion: 1,
    fingerprint,
    arrays,
    sha256: sha256(bytes),
    progress: state.progress,
  };
  await writeDurably(join(folder, `${INDEX}.new`), Buffer.from(JSON.stringify(index)));
  await rename(join(folder, `${INDEX}.new`), join(folder, INDEX));
  for (const file of await readdir(folder)) {
    if (file.endsWith('.bin') && file !== arrays) await rm(join(folder, file));
  }
}

/**
 * Fills a state from the folder's checkpoint; false when there is none. Throws CheckpointError when
 * it is damaged or belongs to another run.
 */
export async function loadCheckpoint(
  folder: string,
  fingerprint: string,
  state: TrainingState,
): Promise<boolean> {
  const text = await readFile(join(folder, INDEX), 'utf8').catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return null;
    throw error;
  });
  if (text === null) return false;
  const index = indexSchema.parse(JSON.parse(text));
  if (index.fingerprint !== fingerprint) {
    throw new CheckpointError('the checkpoint belongs to other data, settings, seed or threads');
  }
  const bytes = await readFile(join(folder, index.arrays));
  const expected = state.arrays.reduce((total, array) => total + array.byteLength, 0);
  if (bytes.byteLength !== expected || sha256(bytes) !== index.sha256) {
    throw new CheckpointError(`checkpoint file ${index.arrays} is damaged`);
  }
  let offset = 0;
  for (const array of state.arrays) {
    const part = bytes.subarray(offset, offset + array.byteLength);
    new Uint8Array(array.buffer, array.byteOffset, array.byteLength).set(part);
    offset += array.byteLength;
  }
  state.progress = index.progress;
  return true;
}

async function writeDurably(path: string, bytes: Uint8Array): Promise<void> {
  const file = await open(path, 'w');
  try {
    await file.writeFile(bytes);
    await file.sync();
  } finally {
    await file.close();
  }
}

function sha256(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex');
}
