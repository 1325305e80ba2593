import { randomBytes } from 'node:crypto';
import { access, mkdir, open, readdir, readFile, rename, rm, stat, unlink } from 'node:fs/promises';
import path from 'node:path';
import { BlobError } from './blob-error.ts';
import type { BlobDigest, Blobs } from './blobs.ts';
import { assertDigest, digestOf, isBlobDigest } from './digest.ts';

/**
 * Blobs as files `<dir>/<first two hex digits>/<digest>`. Several processes may share `dir`: a blob appears
 * by rename, whole and synced, and a damaged file is replaced by the next `put` of the same bytes.
 */
export function createFileBlobs(dir: string): Blobs {
  const root = path.resolve(dir);
  const pathOf = (digest: BlobDigest) => path.join(root, digest.slice(0, 2), digest);

  const get = async (digest: BlobDigest): Promise<Uint8Array> => {
    const file = pathOf(assertDigest(digest));
    const bytes = await readFile(file).catch((error: unknown) => {
      throw isMissing(error) ? new BlobError('missing', digest) : error;
    });
    if (digestOf(bytes) !== digest) throw new BlobError('corrupt', digest);
    return bytes;
  };

  return {
    get,

    async put(bytes) {
      const digest = digestOf(bytes);
      // Also where it is there already: it may be damaged, and a sweep must see that it is new again.
      await writeAtomically(pathOf(digest), bytes);
      return digest;
    },

    async has(digest) {
      return access(pathOf(assertDigest(digest))).then(
        () => true,
        () => false,
      );
    },

    async sweep({ keep, untouchedSinceMs }) {
      const swept = { blobs: 0, bytes: 0 };
      for (const folder of await namesIn(root)) {
        if (!/^[0-9a-f]{2}$/.test(folder)) continue;
        for (const name of await namesIn(path.join(root, folder))) {
          if (keep.has(name) || !isOurs(name)) continue;
          const file = path.join(root, folder, name);
          const { mtimeMs, size } = await stat(file).catch(nothing);
          if (mtimeMs >= untouchedSinceMs) continue;
          await rm(file, { force: true });
          swept.blobs++;
          swept.bytes += size;
        }
      }
      return swept;
    },
  };
}

/** A blob, or one that was never finished. */
function isOurs(name: string): boolean {
  const [digest = '', random, partial, ...more] = name.split('.');
  if (!isBlobDigest(digest) || more.length > 0) return false;
  return random === undefined || partial === 'partial';
}

/** Of a file that is gone: as if it had just been touched. */
function nothing(error: unknown): { mtimeMs: number; size: number } {
  if (isMissing(error)) return { mtimeMs: Number.POSITIVE_INFINITY, size: 0 };
  throw error;
}

async function namesIn(folder: string): Promise<string[]> {
  return readdir(folder).catch((error: unknown) => {
    if (isMissing(error)) return [];
    throw error;
  });
}

async function writeAtomically(file: string, bytes: Uint8Array): Promise<void> {
  const folder = path.dirname(file);
  await mkdir(folder, { recursive: true });
  const partial = `${file}.${randomBytes(8).toString('hex')}.partial`;
  try {
    const handle = await open(partial, 'wx', 0o644);
    try {
      await handle.writeFile(bytes);
      await handle.sync();
    } finally {
      await handle.close();
    }
    await rename(partial, file);
  } catch (error) {
    await unlink(partial).catch(() => undefined);
    throw error;
  }
  await syncFolder(folder);
}

/** The rename itself must survive a power cut; platforms that cannot sync a folder order it by themselves. */
async function syncFolder(folder: string): Promise<void> {
  const handle = await open(folder, 'r').catch(() => undefined);
  if (!handle) return;
  try {
    await handle.sync().catch(() => undefined);
  } finally {
    await handle.close();
  }
}

function isMissing(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === 'ENOENT';
}
