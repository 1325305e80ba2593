import { artefactManifestSchema, modelKindSchema, type SnapshotMarket } from '@placard/contracts';
import { markets, modelVersions, type Transaction } from '@placard/db';
import { and, asc, eq } from 'drizzle-orm';

export async function readMarkets(tx: Transaction): Promise<SnapshotMarket[]> {
  const rows = await tx
    .select({
      marketId: markets.id,
      currency: markets.currency,
      exploration: markets.exploration,
      modelVersionId: modelVersions.id,
      kind: modelVersions.kind,
      manifest: modelVersions.manifest,
    })
    .from(markets)
    .leftJoin(
      modelVersions,
      and(eq(modelVersions.marketId, markets.id), eq(modelVersions.stage, 'champion')),
    )
    .orderBy(asc(markets.id));
  return rows.map((row) => ({
    marketId: row.marketId,
    currency: row.currency,
    // real is single precision: 0.1 comes back as 0.10000000149.
    exploration: Number(row.exploration.toPrecision(6)),
    champion:
      row.modelVersionId === null
        ? null
        : {
            modelVersionId: row.modelVersionId,
            kind: modelKindSchema.parse(row.kind),
            manifest: artefactManifestSchema.parse(row.manifest),
          },
  }));
}
