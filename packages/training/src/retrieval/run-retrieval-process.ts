import { execFile } from 'node:child_process';
import { access, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import {
  decodeRetrievalModel,
  type RetrievalInput,
  type RetrievalMetrics,
  retrievalMetricsSchema,
} from '@placard/contracts';

const PACKAGE_FOLDER = fileURLToPath(new URL('../..', import.meta.url));
const PROGRAM = fileURLToPath(new URL('../retrieval-main.ts', import.meta.url));

export type LearntRetrieval = {
  readonly method: string;
  readonly items: number;
  readonly bytes: Uint8Array;
  readonly metrics: RetrievalMetrics;
};

/**
 * Learns in a process of its own; null where there is nothing to learn from. Rejects with what the process said
 * when it failed, and when `signal` aborts.
 */
export async function runRetrievalProcess(
  input: RetrievalInput,
  signal?: AbortSignal,
): Promise<LearntRetrieval | null> {
  const folder = await mkdtemp(join(tmpdir(), 'placard-retrieval-'));
  try {
    const [inputFile, modelFile, metricsFile] = ['input', 'model', 'metrics'].map((name) =>
      join(folder, name),
    ) as [string, string, string];
    await writeFile(inputFile, JSON.stringify(input));
    const args = ['--import', 'tsx', PROGRAM, inputFile, modelFile, metricsFile];
    await promisify(execFile)(process.execPath, args, {
      cwd: PACKAGE_FOLDER,
      ...(signal && { signal }),
    });
    const learnt = await access(modelFile).then(
      () => true,
      () => false,
    );
    if (!learnt) return null;
    const bytes = await readFile(modelFile);
    const { method, itemIds } = decodeRetrievalModel(bytes);
    return {
      method,
      items: itemIds.length,
      bytes,
      metrics: retrievalMetricsSchema.parse(JSON.parse(await readFile(metricsFile, 'utf8'))),
    };
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
