import {
  artefactManifestSchema,
  gateResultSchema,
  lineageSchema,
  modelCardSchema,
} from '@placard/contracts';
import { markets, modelVersions } from '@placard/db';
import { eq } from 'drizzle-orm';
import { notFound } from '../errors.ts';
import { type Call, parseInput } from '../input.ts';
import { staffRead } from '../transaction.ts';
import { type ModelVersionIdInput, modelVersionIdInput } from './schemas.ts';

/** One version with its whole card: metrics by slice, calibration, curve. Staff only. @throws not-found */
export async function getModelVersion({ ctx, input }: Call<ModelVersionIdInput>) {
  const { modelVersionId } = parseInput(modelVersionIdInput, input);
  const [row] = await staffRead(ctx, (tx) =>
    tx
      .select({ version: modelVersions, marketName: markets.name })
      .from(modelVersions)
      .innerJoin(markets, eq(markets.id, modelVersions.marketId))
      .where(eq(modelVersions.id, modelVersionId)),
  );
  if (!row) throw notFound('Model version');
  const { dataProfile: _, ...version } = row.version;
  return {
    ...version,
    marketName: row.marketName,
    manifest: artefactManifestSchema.parse(version.manifest),
    card: modelCardSchema.parse(version.card),
    gates: gateResultSchema.array().nullable().parse(version.gates),
    lineage: lineageSchema.nullable().parse(version.lineage),
  };
}
