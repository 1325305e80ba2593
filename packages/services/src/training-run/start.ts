import { markets, trainingRuns } from '@placard/db';
import { newId } from '@placard/domain';
import { and, eq, inArray } from 'drizzle-orm';
import { nowOf, type ServiceContext } from '../context.ts';
import { notFound, ServiceError } from '../errors.ts';
import { type Call, parseInput } from '../input.ts';
import { staffWrite } from '../transaction.ts';
import { ACTIVE_STATUSES, type StartTrainingInput, startTrainingInput } from './schemas.ts';

/**
 * Asks for a model: a row, then a job. `enqueued` is false when the queue was away; the worker's
 * reconciliation then picks the row up. One run at a time a market. Staff only. @throws not-found, conflict
 */
export async function startTraining({ ctx, input }: Call<StartTrainingInput>) {
  const { marketId, trigger: given, ...request } = parseInput(startTrainingInput, input);
  // A person is the reason; what they say of it is not taken for a program's.
  const trigger = ctx.actor.kind === 'system' ? (given ?? null) : null;
  const trainingRunId = newId('run');
  await staffWrite(ctx, async ({ tx, audit }) => {
    // The market's row is the lock: two people who press at once start one run.
    const [market] = await tx.select().from(markets).where(eq(markets.id, marketId)).for('update');
    if (!market) throw notFound('Market');
    const active = await tx
      .select({ id: trainingRuns.id })
      .from(trainingRuns)
      .where(
        and(
          eq(trainingRuns.marketId, marketId),
          inArray(trainingRuns.status, [...ACTIVE_STATUSES]),
        ),
      );
    if (active.length > 0) {
      throw new ServiceError(
        'conflict',
        'A run of this market is under way. Wait for it or cancel it.',
      );
    }
    await tx.insert(trainingRuns).values({
      id: trainingRunId,
      marketId,
      request: request.contest
        ? { ...request, contest: { id: trainingRunId, ...request.contest } }
        : request,
      trigger,
      requestedBy: ctx.actor.kind === 'staff' ? ctx.actor.userId : null,
      createdAt: nowOf(ctx),
    });
    await audit(null, {
      action: 'training-run.start',
      entityId: trainingRunId,
      detail: { marketId, modelKind: request.modelKind, ...(trigger && { trigger }) },
    });
  });
  return { trainingRunId, enqueued: await enqueued(ctx, trainingRunId, marketId) };
}

async function enqueued(ctx: ServiceContext, trainingRunId: string, marketId: string) {
  try {
    await ctx.queue.enqueue('training', { trainingRunId, marketId });
    return true;
  } catch {
    return false;
  }
}
