import type { Blobs } from '@placard/blobs';
import { ARTEFACT_FILES, type SnapshotModel } from '@placard/contracts';
import { type ArtefactFiles, loadScorer, type Scorer } from '@placard/ranking';

export type ServedModel = Pick<SnapshotModel, 'modelVersionId' | 'manifest'>;

/**
 * Loads the artefact a snapshot names, its digests checked by the blob store and its golden scores by ranking.
 * @throws BlobError when a file is missing or damaged, ArtefactRefused when the parts disagree.
 */
export async function loadChampion(blobs: Blobs, champion: ServedModel): Promise<Scorer> {
  const read = async (file: (typeof ARTEFACT_FILES)[number]) =>
    [file, await blobs.get(champion.manifest[file])] as const;
  const files = Object.fromEntries(await Promise.all(ARTEFACT_FILES.map(read)));
  return loadScorer(champion.modelVersionId, files as ArtefactFiles);
}
