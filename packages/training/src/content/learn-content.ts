import { execFile } from 'node:child_process';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { distinctContents, type MarketContents } from './content-input.ts';
import {
  type ContentModel,
  decodeContentModel,
  encodeContentModel,
  fitContentModel,
} from './content-model.ts';

const PACKAGE_FOLDER = fileURLToPath(new URL('../..', import.meta.url));
const PROGRAM = fileURLToPath(new URL('../content-main.ts', import.meta.url));
/** Learning from so few takes a moment; a process of its own would take longer to start. */
const FEW = 100;

/**
 * Learns from a market's texts, starting its topics from the model `before`; in a process of its own where that takes
 * time. Rejects with what the process said when it failed, and when `signal` aborts.
 */
export async function learnContent(
  contents: MarketContents,
  before: ContentModel | null,
  trainedAtMs: number,
  signal?: AbortSignal,
): Promise<ContentModel> {
  if (distinctContents(contents).length <= FEW)
    return fitContentModel(contents, before, trainedAtMs);
  const folder = await mkdtemp(join(tmpdir(), 'placard-content-'));
  try {
    const [inputFile, modelFile, beforeFile] = ['input', 'model', 'before'].map((name) =>
      join(folder, name),
    ) as [string, string, string];
    await writeFile(inputFile, JSON.stringify({ contents, trainedAtMs }));
    if (before) await writeFile(beforeFile, encodeContentModel(before));
    await promisify(execFile)(
      process.execPath,
      ['--import', 'tsx', PROGRAM, inputFile, modelFile, ...(before ? [beforeFile] : [])],
      { cwd: PACKAGE_FOLDER, ...(signal && { signal }) },
    );
    return decodeContentModel(await readFile(modelFile));
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
