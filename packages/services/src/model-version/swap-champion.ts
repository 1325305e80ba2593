import { markets, modelVersions, type Transaction } from '@placard/db';
import type { Id } from '@placard/domain';
import { and, eq } from 'drizzle-orm';
import { nowOf, type ServiceContext } from '../context.ts';

/**
 * Makes `modelVersionId` the market's champion and retires the one before, in the caller's transaction: a
 * snapshot sees the one or the other. Answers the one before. The caller holds the market's row.
 */
export async function swapChampion(
  ctx: ServiceContext,
  tx: Transaction,
  marketId: string,
  modelVersionId: Id<'mdl'>,
): Promise<Id<'mdl'> | null> {
  const now = nowOf(ctx);
  const [before] = await tx
    .update(modelVersions)
    .set({ stage: 'retired', retiredAt: now })
    .where(and(eq(modelVersions.marketId, marketId), eq(modelVersions.stage, 'champion')))
    .returning({ id: modelVersions.id });
  await tx
    .update(modelVersions)
    .set({
      stage: 'champion',
      promotedAt: now,
      retiredAt: null,
      promotedBy: ctx.actor.kind === 'staff' ? ctx.actor.userId : null,
    })
    .where(eq(modelVersions.id, modelVersionId));
  return before?.id ?? null;
}

/** Promotions and rollbacks of a market happen one after another. */
export async function lockMarket(tx: Transaction, marketId: string): Promise<boolean> {
  const rows = await tx
    .select({ id: markets.id })
    .from(markets)
    .where(eq(markets.id, marketId as `mkt_${string}`))
    .for('update');
  return rows.length > 0;
}
