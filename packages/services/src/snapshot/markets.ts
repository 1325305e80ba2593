import {
  artefactManifestSchema,
  modelKindSchema,
  type SnapshotContent,
  type SnapshotMarket,
  type SnapshotRetrieval,
  type SnapshotSessionPolicy,
  type SnapshotTrial,
  servingPolicySchema,
} from '@placard/contracts';
import {
  contentModels,
  experiments,
  markets,
  modelVersions,
  retrievalModels,
  sessionPolicies,
  type Transaction,
} from '@placard/db';
import { and, asc, desc, eq, ne, sql } from 'drizzle-orm';

export async function readMarkets(tx: Transaction): Promise<SnapshotMarket[]> {
  const rows = await tx
    .select({
      marketId: markets.id,
      currency: markets.currency,
      exploration: markets.exploration,
      policy: markets.policy,
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
  const trials = await readTrials(tx);
  const retrieval = await readRetrieval(tx);
  const content = await readContent(tx);
  const sessionPolicy = await readSessionPolicy(tx);
  return rows.map((row) => ({
    marketId: row.marketId,
    currency: row.currency,
    // real is single precision: 0.1 comes back as 0.10000000149.
    exploration: Number(row.exploration.toPrecision(6)),
    policy: servingPolicySchema.parse(row.policy),
    champion:
      row.modelVersionId === null
        ? null
        : {
            modelVersionId: row.modelVersionId,
            kind: modelKindSchema.parse(row.kind),
            manifest: artefactManifestSchema.parse(row.manifest),
          },
    ...trials.get(row.marketId),
    ...retrieval.get(row.marketId),
    ...content.get(row.marketId),
    ...sessionPolicy.get(row.marketId),
  }));
}

type Trials = { canary?: SnapshotTrial; shadow?: SnapshotTrial };

async function readTrials(tx: Transaction): Promise<Map<string, Trials>> {
  const rows = await tx
    .select({
      experimentId: experiments.id,
      marketId: experiments.marketId,
      trial: experiments.kind,
      share: experiments.share,
      modelVersionId: modelVersions.id,
      kind: modelVersions.kind,
      manifest: modelVersions.manifest,
    })
    .from(experiments)
    .innerJoin(modelVersions, eq(modelVersions.id, experiments.modelVersionId))
    .where(eq(experiments.status, 'running'))
    .orderBy(asc(experiments.id));
  const trials = new Map<string, Trials>();
  for (const { marketId, trial, ...row } of rows) {
    const found = trials.get(marketId) ?? {};
    found[trial] = {
      ...row,
      share: Number(row.share.toPrecision(6)),
      kind: modelKindSchema.parse(row.kind),
      manifest: artefactManifestSchema.parse(row.manifest),
    };
    trials.set(marketId, found);
  }
  return trials;
}

/** By market, its newest retrieval model, unless the market is to have none. */
async function readRetrieval(
  tx: Transaction,
): Promise<Map<string, { retrieval: SnapshotRetrieval }>> {
  const rows = await tx
    .selectDistinctOn([retrievalModels.marketId], {
      marketId: retrievalModels.marketId,
      retrievalModelId: retrievalModels.id,
      method: retrievalModels.method,
      digest: retrievalModels.digest,
    })
    .from(retrievalModels)
    .innerJoin(markets, eq(markets.id, retrievalModels.marketId))
    .where(ne(markets.retrievalMethod, 'off'))
    .orderBy(
      asc(retrievalModels.marketId),
      desc(retrievalModels.trainedAt),
      desc(retrievalModels.id),
    );
  return new Map(rows.map(({ marketId, ...retrieval }) => [marketId, { retrieval }]));
}

/** By market, the vectors of its newest content model, unless the market is to have none. */
async function readContent(tx: Transaction): Promise<Map<string, { content: SnapshotContent }>> {
  const rows = await tx
    .selectDistinctOn([contentModels.marketId], {
      marketId: contentModels.marketId,
      contentModelId: contentModels.id,
      method: contentModels.method,
      digest: contentModels.digest,
    })
    .from(contentModels)
    .innerJoin(markets, eq(markets.id, contentModels.marketId))
    .where(ne(markets.contentMethod, 'off'))
    .orderBy(asc(contentModels.marketId), desc(contentModels.trainedAt), desc(contentModels.id));
  return new Map(rows.map(({ marketId, ...content }) => [marketId, { content }]));
}

/** By market that wants one, its newest session policy that says more than means do. */
async function readSessionPolicy(
  tx: Transaction,
): Promise<Map<string, { sessionPolicy: SnapshotSessionPolicy }>> {
  const rows = await tx
    .selectDistinctOn([sessionPolicies.marketId], {
      marketId: sessionPolicies.marketId,
      sessionPolicyId: sessionPolicies.id,
      digest: sessionPolicies.digest,
    })
    .from(sessionPolicies)
    .innerJoin(markets, eq(markets.id, sessionPolicies.marketId))
    .where(
      and(eq(markets.sessionPolicy, 'on'), sql`(${sessionPolicies.report} ->> 'serves')::boolean`),
    )
    .orderBy(
      asc(sessionPolicies.marketId),
      desc(sessionPolicies.trainedAt),
      desc(sessionPolicies.id),
    );
  return new Map(
    rows.map(({ marketId, ...row }) => [
      marketId,
      { sessionPolicy: { ...row, method: 'fitted-evaluation' } },
    ]),
  );
}
