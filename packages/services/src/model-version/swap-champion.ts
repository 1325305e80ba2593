import { experiments, markets, modelVersions, type Transaction } from '@placard/db';
import type { Id } from '@placard/domain';
import { and, eq, ne } from 'drizzle-orm';
import { nowOf, type ServiceContext } from '../context.ts';
import { closeExperiments } from '../experiment/close.ts';

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
  await stopOtherCanaries(ctx, tx, marketId, modelVersionId);
  return before?.id ?? null;
}

/** What a canary has shown, it has shown against the champion before: it must begin anew. */
async function stopOtherCanaries(
  ctx: ServiceContext,
  tx: Transaction,
  marketId: string,
  championId: Id<'mdl'>,
): Promise<void> {
  const others = await tx
    .select({ id: experiments.modelVersionId })
    .from(experiments)
    .where(
      and(
        eq(experiments.marketId, marketId as Id<'mkt'>),
        eq(experiments.kind, 'canary'),
        eq(experiments.status, 'running'),
        ne(experiments.modelVersionId, championId),
      ),
    );
  for (const { id } of others) {
    const reason = 'the champion it was compared with changed';
    await closeExperiments(ctx, tx, { modelVersionId: id, status: 'stopped', reason });
    await tx.update(modelVersions).set({ stage: 'candidate' }).where(eq(modelVersions.id, id));
  }
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
