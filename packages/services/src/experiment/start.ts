import { type ExperimentSettings, experimentSettingsSchema } from '@placard/contracts';
import { experiments, modelVersions, type Transaction } from '@placard/db';
import { type Id, newId } from '@placard/domain';
import { and, eq } from 'drizzle-orm';
import { nowOf, type ServiceContext } from '../context.ts';
import { notFound, ServiceError } from '../errors.ts';
import { type Call, parseInput } from '../input.ts';
import { overriddenGates } from '../model-version/overridden-gates.ts';
import { lockMarket } from '../model-version/swap-champion.ts';
import { staffWrite } from '../transaction.ts';
import { closeExperiments } from './close.ts';
import { type StartTrialInput, startTrialInput } from './schemas.ts';

/**
 * Lets a version score a share of decisions after their answers: nobody sees a difference. Staff only.
 * @throws not-found, conflict when another is in shadow or this version serves.
 */
export const startShadow = (call: Call<StartTrialInput>) => startTrial('shadow', call);

/**
 * Lets a version serve a share of viewers, always the same ones, watched by guardrails. Refused while a gate
 * refuses the version, unless a reason is written. Staff only. @throws not-found, conflict
 */
export const startCanary = (call: Call<StartTrialInput>) => startTrial('canary', call);

async function startTrial(kind: 'shadow' | 'canary', { ctx, input }: Call<StartTrialInput>) {
  const { modelVersionId, share, overrideReason, ...given } = parseInput(startTrialInput, input);
  const settings: ExperimentSettings = experimentSettingsSchema.parse(given.settings);
  const experimentId = newId('exp');
  await staffWrite(ctx, async ({ tx, audit }) => {
    const ofVersion = eq(modelVersions.id, modelVersionId);
    const [found] = await tx.select().from(modelVersions).where(ofVersion);
    if (!found) throw notFound('Model version');
    const marketId = found.marketId as Id<'mkt'>;
    await lockMarket(tx, marketId);
    const [version] = await tx.select().from(modelVersions).where(ofVersion);
    if (version!.stage === 'champion') {
      throw new ServiceError('conflict', 'The champion serves everybody already.');
    }
    const overridden = kind === 'canary' ? overriddenGates(version!.gates, overrideReason) : [];
    await assertNoOther(tx, marketId, kind);
    await closeExperiments(ctx, tx, {
      modelVersionId,
      status: 'stopped',
      reason: `went on to ${kind}`,
    });
    await tx.insert(experiments).values({
      ...{ id: experimentId, marketId, modelVersionId, kind, share, settings },
      startedBy: ctx.actor.kind === 'staff' ? ctx.actor.userId : startedBy(ctx),
      createdAt: nowOf(ctx),
    });
    await tx.update(modelVersions).set({ stage: kind, retiredAt: null }).where(ofVersion);
    await audit(null, {
      action: `experiment.start-${kind}`,
      entityId: modelVersionId,
      detail: {
        ...{ experimentId, marketId, share },
        ...(overridden.length > 0 && { overridden, reason: overrideReason }),
      },
    });
  });
  return { experimentId };
}

function startedBy({ actor }: ServiceContext): string | null {
  return actor.kind === 'system' ? actor.name : null;
}

async function assertNoOther(tx: Transaction, marketId: Id<'mkt'>, kind: 'shadow' | 'canary') {
  const [other] = await tx
    .select({ modelVersionId: experiments.modelVersionId })
    .from(experiments)
    .where(
      and(
        eq(experiments.marketId, marketId),
        eq(experiments.kind, kind),
        eq(experiments.status, 'running'),
      ),
    );
  if (!other) return;
  const place = kind === 'shadow' ? 'in shadow' : 'on canary';
  throw new ServiceError(
    'conflict',
    `${other.modelVersionId} is ${place} in this market. Stop it first.`,
  );
}
