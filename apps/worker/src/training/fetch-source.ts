import { mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import type { Blobs } from '@placard/blobs';
import { artefactManifestSchema } from '@placard/contracts';
import type { TrainingSpec } from '@placard/training';
import type pg from 'pg';

const SOURCE_FILES = ['model.onnx', 'tables.bin', 'feature-map.json'] as const;

/** From another market, dense weights stay near what more rows have taught (docs/cold-start.md); in one they may move. */
const HOLD_ACROSS_MARKETS = 10;

/**
 * Brings the model version that a run starts from into the run's folder. What one organization's viewers taught is
 * not lent to another: a source is of the same market, of the same organization, or the platform's own.
 * @throws Error when there is no such version that this market may start from.
 */
export async function fetchSource(
  { pool, blobs }: { readonly pool: pg.Pool; readonly blobs: Blobs },
  run: { readonly marketId: string; readonly modelVersionId: string; readonly folder: string },
): Promise<NonNullable<TrainingSpec['transfer']>> {
  const { marketId, modelVersionId, folder } = run;
  const { rows } = await pool.query(
    `select v.manifest, v.market_id = target.id as same
     from model_versions v
     join markets source on source.id = v.market_id
     join markets target on target.id = $2
     where v.id = $1 and (source.id = target.id or source.organization_id is null
                          or source.organization_id = target.organization_id)`,
    [modelVersionId, marketId],
  );
  const [row] = rows;
  if (!row) throw new Error(`this market has no model version ${modelVersionId} to start from`);
  const manifest = artefactManifestSchema.parse(row.manifest);
  await mkdir(folder, { recursive: true });
  for (const file of SOURCE_FILES) {
    await writeFile(path.join(folder, file), await blobs.get(manifest[file]));
  }
  const market = row.same ? 'same' : 'other';
  return { artefactFolder: folder, market, hold: row.same ? 0 : HOLD_ACROSS_MARKETS };
}
