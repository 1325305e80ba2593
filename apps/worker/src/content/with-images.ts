import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { Blobs } from '@placard/blobs';
import type { ContentModel } from '@placard/training';

/**
 * Calls `work` with a folder that holds the images which `known` has no vectors of, each named by its digest; with
 * null where there are none at all. The folder is gone afterwards.
 */
export async function withImages<T>(
  blobs: Blobs,
  digests: readonly string[],
  known: ContentModel['encodedImages'],
  work: (imagesFolder: string | null) => Promise<T>,
): Promise<T> {
  if (digests.length === 0) return work(null);
  const has = new Set(known?.keys);
  const folder = await mkdtemp(path.join(tmpdir(), 'placard-images-'));
  try {
    for (const digest of digests) {
      if (has.has(digest) || !(await blobs.has(digest))) continue;
      await writeFile(path.join(folder, digest), await blobs.get(digest));
    }
    return await work(folder);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
