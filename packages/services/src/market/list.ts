import { servingPolicySchema } from '@placard/contracts';
import { markets, modelVersions, trainingRuns } from '@placard/db';
import { and, asc, eq, inArray, sql } from 'drizzle-orm';
import type { CallWithoutInput } from '../input.ts';
import { staffRead, tenantRead } from '../transaction.ts';

/** Every market with what serves it and how many runs are under way. Staff only. */
export async function listMarkets({ ctx }: CallWithoutInput) {
  return staffRead(ctx, async (tx) => {
    const running = tx
      .select({ marketId: trainingRuns.marketId, count: sql<string>`count(*)`.as('count') })
      .from(trainingRuns)
      .where(
        inArray(trainingRuns.status, [
          'queued',
          'exporting',
          'training',
          'evaluating',
          'publishing',
        ]),
      )
      .groupBy(trainingRuns.marketId)
      .as('running');
    const rows = await tx
      .select({
        id: markets.id,
        name: markets.name,
        currency: markets.currency,
        isDefault: markets.isDefault,
        exploration: markets.exploration,
        policy: markets.policy,
        fairnessAttributes: markets.fairnessAttributes,
        championId: modelVersions.id,
        championKind: modelVersions.kind,
        promotedAt: modelVersions.promotedAt,
        runs: running.count,
      })
      .from(markets)
      .leftJoin(
        modelVersions,
        and(eq(modelVersions.marketId, markets.id), eq(modelVersions.stage, 'champion')),
      )
      .leftJoin(running, eq(running.marketId, markets.id))
      .orderBy(asc(markets.id));
    return rows.map(({ championId, championKind, promotedAt, runs, policy, ...market }) => ({
      ...market,
      policy: servingPolicySchema.parse(policy),
      champion:
        championId === null
          ? null
          : { modelVersionId: championId, kind: championKind!, promotedAt },
      activeRuns: Number(runs ?? 0),
    }));
  });
}

/** The markets a tenant may buy or sell in: the platform's and its own. */
export async function listTenantMarkets({ ctx }: CallWithoutInput) {
  return tenantRead(ctx, ({ tx }) =>
    tx
      .select({
        id: markets.id,
        name: markets.name,
        currency: markets.currency,
        isDefault: markets.isDefault,
      })
      .from(markets)
      .orderBy(asc(markets.id)),
  );
}
