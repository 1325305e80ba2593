import type { Blobs } from '@placard/blobs';
import { ARTEFACT_FILES, type ArtefactManifest, artefactManifestSchema } from '@placard/contracts';
import { loadScorer, type Scorer } from '@placard/ranking';
import type pg from 'pg';

export type RegisteredVersion = {
  readonly modelVersionId: string;
  readonly manifest: ArtefactManifest;
  /** The end of the data it learnt from. */
  readonly seenUntilMs: number;
  /** Normalised entropy on what was held out from it when it was judged. */
  readonly heldOutEntropy: number | null;
};

export async function readChampion(
  pool: pg.Pool,
  marketId: string,
): Promise<RegisteredVersion | undefined> {
  const { rows } = await pool.query(
    `select id, manifest, (card -> 'dataWindow' ->> 'toMs')::float8 as seen_until_ms,
       (card -> 'metrics' ->> 'normalisedEntropy')::float8 as held_out_entropy
     from model_versions where market_id = $1 and stage = 'champion'`,
    [marketId],
  );
  const row = rows[0];
  return (
    row && {
      modelVersionId: row.id,
      manifest: artefactManifestSchema.parse(row.manifest),
      seenUntilMs: row.seen_until_ms,
      heldOutEntropy: row.held_out_entropy,
    }
  );
}

/** @throws when a file is missing or the artefact is refused. */
export async function loadVersion(
  blobs: Blobs,
  { modelVersionId, manifest }: Pick<RegisteredVersion, 'modelVersionId' | 'manifest'>,
): Promise<Scorer> {
  const files = await Promise.all(
    ARTEFACT_FILES.map(async (file) => [file, await blobs.get(manifest[file])] as const),
  );
  return loadScorer(
    modelVersionId,
    Object.fromEntries(files) as Record<(typeof ARTEFACT_FILES)[number], Uint8Array>,
  );
}
