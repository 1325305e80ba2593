import { experiments, modelVersions } from '@placard/db';
import { eq } from 'drizzle-orm';
import { nowOf } from '../context.ts';
import { notFound, ServiceError } from '../errors.ts';
import { type Call, parseInput } from '../input.ts';
import { lockMarket, swapChampion } from '../model-version/swap-champion.ts';
import { type AuditedWrite, staffWrite } from '../transaction.ts';
import { closeExperiments } from './close.ts';
import {
  type ConcludeExperimentInput,
  concludeExperimentInput,
  type StopExperimentInput,
  stopExperimentInput,
} from './schemas.ts';

type Running = typeof experiments.$inferSelect;

/** Ends a trial by hand: the version is a candidate again. Staff only. @throws not-found, conflict */
export async function stopExperiment({ ctx, input }: Call<StopExperimentInput>): Promise<void> {
  const { experimentId, reason } = parseInput(stopExperimentInput, input);
  await staffWrite(ctx, async ({ tx, audit }) => {
    const { modelVersionId, marketId } = await running(tx, experimentId);
    await closeExperiments(ctx, tx, { modelVersionId, status: 'stopped', reason });
    await tx
      .update(modelVersions)
      .set({ stage: 'candidate' })
      .where(eq(modelVersions.id, modelVersionId));
    await audit(null, {
      action: 'experiment.stop',
      entityId: modelVersionId,
      detail: { experimentId, marketId, reason },
    });
  });
}

/** Takes a canary that breached a guardrail from its viewers: the champion serves all again. @throws conflict */
export async function rollBackCanary({ ctx, input }: Call<ConcludeExperimentInput>): Promise<void> {
  const { experimentId, reason } = parseInput(concludeExperimentInput, input);
  await staffWrite(ctx, async ({ tx, audit }) => {
    const { modelVersionId, marketId } = await running(tx, experimentId);
    await closeExperiments(ctx, tx, { modelVersionId, status: 'rolled-back', reason });
    await tx
      .update(modelVersions)
      .set({ stage: 'retired', retiredAt: nowOf(ctx) })
      .where(eq(modelVersions.id, modelVersionId));
    await audit(null, {
      action: 'experiment.roll-back',
      entityId: modelVersionId,
      detail: { experimentId, marketId, reason },
    });
  });
}

/** Makes a canary that has shown enough the champion. @throws conflict */
export async function promoteCanary({ ctx, input }: Call<ConcludeExperimentInput>): Promise<void> {
  const { experimentId, reason } = parseInput(concludeExperimentInput, input);
  await staffWrite(ctx, async ({ tx, audit }) => {
    const { modelVersionId, marketId } = await running(tx, experimentId);
    await closeExperiments(ctx, tx, { modelVersionId, status: 'promoted', reason });
    const previousId = await swapChampion(ctx, tx, marketId, modelVersionId);
    await audit(null, {
      action: 'model-version.promote',
      entityId: modelVersionId,
      detail: { experimentId, marketId, previousId, reason },
    });
  });
}

/** The market is locked first, as by every change of stage: one of two that conclude at once finds it over. */
async function running(tx: AuditedWrite['tx'], experimentId: Running['id']): Promise<Running> {
  const ofExperiment = eq(experiments.id, experimentId);
  const [found] = await tx.select().from(experiments).where(ofExperiment);
  if (!found) throw notFound('Experiment');
  await lockMarket(tx, found.marketId);
  const [now] = await tx.select().from(experiments).where(ofExperiment);
  if (now!.status !== 'running') throw new ServiceError('conflict', 'This experiment is over.');
  return now!;
}
