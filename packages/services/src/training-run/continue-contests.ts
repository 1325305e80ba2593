import {
  gateResultSchema,
  modelCardSchema,
  type TrainingRequest,
  trainingRequestSchema,
} from '@placard/contracts';
import type { Transaction } from '@placard/db';
import { markets, modelVersions, trainingRuns } from '@placard/db';
import { desc, eq, sql } from 'drizzle-orm';
import type { ServiceContext } from '../context.ts';
import { ServiceError } from '../errors.ts';
import { promoteModel } from '../model-version/promote.ts';
import { staffRead } from '../transaction.ts';
import { startTraining } from './start.ts';

type Contest = NonNullable<TrainingRequest['contest']>;
type Run = typeof trainingRuns.$inferSelect;

/**
 * Takes every contest of kinds a step on: the next kind's turn once a run is over, or, after the last, the
 * promotion of the best. A cancelled run ends its contest. Repeating it changes nothing. Answers what it did.
 */
export async function continueContests({ ctx }: { readonly ctx: ServiceContext }) {
  const latest = await staffRead(ctx, (tx) =>
    tx
      .selectDistinctOn([trainingRuns.marketId])
      .from(trainingRuns)
      .innerJoin(markets, eq(markets.id, trainingRuns.marketId))
      .orderBy(trainingRuns.marketId, desc(trainingRuns.id)),
  );
  const done: { marketId: string; started?: string; promoted?: string }[] = [];
  for (const { training_runs: run } of latest) {
    if (run.status !== 'succeeded' && run.status !== 'failed') continue;
    const request = trainingRequestSchema.parse(run.request);
    if (!request.contest) continue;
    const { marketId } = run;
    try {
      const next = await nextStep(ctx, run, request, request.contest);
      if (next) done.push({ marketId, ...next });
    } catch (error) {
      // Another run, or another promotion, was quicker.
      if (!(error instanceof ServiceError && error.code === 'conflict')) throw error;
    }
  }
  return done;
}

async function nextStep(
  ctx: ServiceContext,
  run: Run,
  request: TrainingRequest,
  contest: Contest,
): Promise<{ started: string } | { promoted: string } | null> {
  const [modelKind, ...rest] = contest.rest;
  const marketId = run.marketId as `mkt_${string}`;
  if (modelKind) {
    // Weights of another model start its own kind alone.
    const { warmStartFrom: _, ...shared } = request;
    const { trainingRunId } = await startTraining({
      ctx,
      input: {
        ...{ ...shared, marketId, modelKind, contest: { ...contest, rest } },
        ...(run.trigger && { trigger: run.trigger }),
      },
    });
    return { started: trainingRunId };
  }
  if (!contest.promote) return null;
  const modelVersionId = await staffRead(ctx, (tx) => bestOf(tx, run, contest));
  if (!modelVersionId) return null;
  await promoteModel({ ctx, input: { modelVersionId } });
  return { promoted: modelVersionId };
}

/**
 * The version of the contest with the least log loss on rows later than it learnt from, of those that no gate
 * refuses. None once anything was promoted after the last run: that was somebody's decision, or this one's.
 */
async function bestOf(
  tx: Transaction,
  { marketId, finishedAt }: Run,
  { id }: Contest,
): Promise<`mdl_${string}` | null> {
  const [champion] = await tx
    .select({ promotedAt: modelVersions.promotedAt })
    .from(modelVersions)
    .where(eq(modelVersions.marketId, marketId))
    .orderBy(sql`${modelVersions.promotedAt} desc nulls last`)
    .limit(1);
  if (champion?.promotedAt && finishedAt && champion.promotedAt >= finishedAt) return null;
  const versions = await tx
    .select({ version: modelVersions })
    .from(modelVersions)
    .innerJoin(trainingRuns, eq(trainingRuns.id, modelVersions.trainingRunId))
    .where(sql`${trainingRuns.request} #>> '{contest,id}' = ${id}`);
  const eligible = versions.flatMap(({ version }) => {
    const gates = gateResultSchema.array().parse(version.gates ?? []);
    const passed = gates.length > 0 && gates.every(({ verdict }) => verdict !== 'refuse');
    if (!passed || version.stage === 'champion') return [];
    return [{ id: version.id, logLoss: modelCardSchema.parse(version.card).metrics.logLoss }];
  });
  eligible.sort((a, b) => a.logLoss - b.logLoss);
  return eligible[0]?.id ?? null;
}
