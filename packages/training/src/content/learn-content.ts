import { execFile } from 'node:child_process';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { type ContentRequest, distinctContents, imagesOf } from './content-input.ts';
import { type ContentModel, fitContentModel } from './content-model.ts';
import { decodeContentModel, encodeContentModel } from './content-model-file.ts';

const PACKAGE_FOLDER = fileURLToPath(new URL('../..', import.meta.url));
const PROGRAM = fileURLToPath(new URL('../content-main.ts', import.meta.url));
/** Learning from so few takes a moment; a process of its own would take longer to start. */
const FEW = 40;

/**
 * What a market's contents say, as `fitContentModel` has it; in a process of its own where that takes time. Rejects
 * with what the process said when it failed, and when `signal` aborts.
 */
export async function learnContent(
  request: ContentRequest,
  before: ContentModel | null,
  signal?: AbortSignal,
): Promise<ContentModel> {
  const learns = request.relearn || !before;
  const few = !learns || distinctContents(request.contents).length <= FEW;
  const looks = request.imagesFolder !== null && imagesOf(request.contents).length > 0;
  const plain = request.sentenceEncoder === null && !looks;
  if (plain && few) return fitContentModel(request, before);
  const folder = await mkdtemp(join(tmpdir(), 'placard-content-'));
  try {
    const [requestFile, modelFile, beforeFile] = ['request', 'model', 'before'].map((name) =>
      join(folder, name),
    ) as [string, string, string];
    await writeFile(requestFile, JSON.stringify(request));
    if (before) await writeFile(beforeFile, encodeContentModel(before));
    await promisify(execFile)(
      process.execPath,
      ['--import', 'tsx', PROGRAM, requestFile, modelFile, ...(before ? [beforeFile] : [])],
      { cwd: PACKAGE_FOLDER, ...(signal && { signal }) },
    );
    return decodeContentModel(await readFile(modelFile));
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
