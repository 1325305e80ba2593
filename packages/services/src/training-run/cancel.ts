import { trainingRuns } from '@placard/db';
import { eq } from 'drizzle-orm';
import { nowOf } from '../context.ts';
import { notFound, ServiceError } from '../errors.ts';
import { type Call, parseInput } from '../input.ts';
import { staffWrite } from '../transaction.ts';
import { ACTIVE_STATUSES, type TrainingRunIdInput, trainingRunIdInput } from './schemas.ts';

/** Stops a run: one that waits is over at once, one that runs stops at its next checkpoint. @throws not-found, conflict */
export async function cancelTraining({ ctx, input }: Call<TrainingRunIdInput>): Promise<void> {
  const { trainingRunId } = parseInput(trainingRunIdInput, input);
  await staffWrite(ctx, async ({ tx, audit }) => {
    const [run] = await tx
      .select({ status: trainingRuns.status })
      .from(trainingRuns)
      .where(eq(trainingRuns.id, trainingRunId))
      .for('update');
    if (!run) throw notFound('Training run');
    if (!ACTIVE_STATUSES.some((status) => status === run.status)) {
      throw new ServiceError('conflict', 'This run is over.');
    }
    const now = nowOf(ctx);
    await tx
      .update(trainingRuns)
      .set({
        cancelRequestedAt: now,
        ...(run.status === 'queued' ? { status: 'cancelled' as const, finishedAt: now } : {}),
      })
      .where(eq(trainingRuns.id, trainingRunId));
    await audit(null, { action: 'training-run.cancel', entityId: trainingRunId });
  });
}
