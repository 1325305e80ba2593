import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

const FILE = 'test-predictions.f64';

/** Keeps what the held-out fit predicts for the later slice, in time order, beside the artefact's files. */
export async function writeTestPredictions(folder: string, values: Float64Array): Promise<void> {
  await writeFile(join(folder, FILE), values);
}

export async function readTestPredictions(folder: string): Promise<Float64Array> {
  const bytes = await readFile(join(folder, FILE));
  return new Float64Array(
    bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.byteLength),
  );
}
