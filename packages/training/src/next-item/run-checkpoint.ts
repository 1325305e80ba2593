import { createHash } from 'node:crypto';
import { mkdir, open, readFile, rename } from 'node:fs/promises';
import { dirname } from 'node:path';
import { z } from 'zod';
import { CheckpointError } from '../engines/ort/checkpoint.ts';

export const runProgressSchema = z.object({
  epoch: z.int(),
  step: z.int(),
  bestEpoch: z.int(),
  bestValidation: z.number(),
  /** Epochs in all, as planned by now: fewer than the settings allow once validation stopped rising. */
  lastEpoch: z.int(),
  finished: z.boolean(),
  cpuSeconds: z.number(),
  curve: z.array(z.object({ loss: z.number(), validation: z.number() })),
});
export type RunProgress = z.infer<typeof runProgressSchema>;

const headerSchema = z.object({
  fingerprint: z.string(),
  sha256: z.string(),
  progress: runProgressSchema,
});

/** One line of JSON, then the arrays, in one file: a crash leaves the file before intact. */
export async function saveRun(
  path: string,
  fingerprint: string,
  progress: RunProgress,
  arrays: readonly Float32Array[],
): Promise<void> {
  await mkdir(dirname(path), { recursive: true });
  const body = Buffer.concat(
    arrays.map((array) => Buffer.from(array.buffer, array.byteOffset, array.byteLength)),
  );
  const header = { fingerprint, sha256: sha256(body), progress };
  const file = await open(`${path}.new`, 'w');
  try {
    await file.writeFile(Buffer.concat([Buffer.from(`${JSON.stringify(header)}\n`), body]));
    await file.sync();
  } finally {
    await file.close();
  }
  await rename(`${path}.new`, path);
}

/** Fills the arrays; null when there is no file. Throws CheckpointError if it is damaged or of another run. */
export async function loadRun(
  path: string,
  fingerprint: string,
  arrays: readonly Float32Array[],
): Promise<RunProgress | null> {
  const bytes = await readFile(path).catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return null;
    throw error;
  });
  if (!bytes) return null;
  const end = bytes.indexOf('\n');
  const header = headerSchema.parse(JSON.parse(bytes.subarray(0, end).toString()));
  if (header.fingerprint !== fingerprint) {
    throw new CheckpointError(`${path} belongs to other data, settings or another seed`);
  }
  const body = bytes.subarray(end + 1);
  const expected = arrays.reduce((total, array) => total + array.byteLength, 0);
  if (body.byteLength !== expected || sha256(body) !== header.sha256) {
    throw new CheckpointError(`${path} is damaged`);
  }
  let offset = 0;
  for (const array of arrays) {
    new Uint8Array(array.buffer, array.byteOffset, array.byteLength).set(
      body.subarray(offset, offset + array.byteLength),
    );
    offset += array.byteLength;
  }
  return header.progress;
}

function sha256(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex');
}
