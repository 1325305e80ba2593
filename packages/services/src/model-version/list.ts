import { gateResultSchema, modelCardSchema } from '@placard/contracts';
import { markets, modelVersions } from '@placard/db';
import { and, desc, eq, lt } from 'drizzle-orm';
import { type Call, parseInput } from '../input.ts';
import { staffRead } from '../transaction.ts';
import { type ListModelVersionsInput, listModelVersionsInput } from './schemas.ts';

/** Versions, newest first, with their headline metrics. Staff only. */
export async function listModelVersions({ ctx, input }: Call<ListModelVersionsInput>) {
  const { marketId, limit, before } = parseInput(listModelVersionsInput, input);
  const rows = await staffRead(ctx, (tx) =>
    tx
      .select({ version: modelVersions, marketName: markets.name })
      .from(modelVersions)
      .innerJoin(markets, eq(markets.id, modelVersions.marketId))
      .where(
        and(
          marketId && eq(modelVersions.marketId, marketId),
          before ? lt(modelVersions.id, before as `mdl_${string}`) : undefined,
        ),
      )
      .orderBy(desc(modelVersions.id))
      .limit(limit),
  );
  return rows.map(
    ({ version: { card, gates, manifest: _, dataProfile: __, ...version }, marketName }) => {
      const {
        metrics,
        baselines,
        dataWindow,
        rows: rowCounts,
        ...parsed
      } = modelCardSchema.parse(card);
      const refusedBy = gateResultSchema
        .array()
        .nullable()
        .parse(gates)
        ?.filter(({ verdict }) => verdict === 'refuse')
        .map(({ gate }) => gate);
      return {
        ...version,
        refusedBy: refusedBy ?? null,
        marketName,
        metrics,
        baselines,
        dataWindow,
        rows: rowCounts,
        intervals: parsed.intervals ?? null,
        parameterCount: parsed.parameterCount.dense + parsed.parameterCount.embeddings,
        durationMs: parsed.durationMs,
      };
    },
  );
}
