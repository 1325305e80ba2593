import type { ModelKind } from '@placard/contracts';
import { markets, modelVersions, trainingRuns, users } from '@placard/db';
import { and, desc, eq, lt, sql } from 'drizzle-orm';
import { type Call, parseInput } from '../input.ts';
import { staffRead } from '../transaction.ts';
import { type ListTrainingRunsInput, listTrainingRunsInput } from './schemas.ts';

/** Runs, newest first, without their curves. Staff only. */
export async function listTrainingRuns({ ctx, input }: Call<ListTrainingRunsInput>) {
  const { marketId, limit, before } = parseInput(listTrainingRunsInput, input);
  return staffRead(ctx, (tx) =>
    tx
      .select({
        id: trainingRuns.id,
        marketId: trainingRuns.marketId,
        marketName: markets.name,
        status: trainingRuns.status,
        progress: trainingRuns.progress,
        message: trainingRuns.message,
        error: trainingRuns.error,
        requestedByName: users.name,
        trigger: trainingRuns.trigger,
        createdAt: trainingRuns.createdAt,
        startedAt: trainingRuns.startedAt,
        finishedAt: trainingRuns.finishedAt,
        modelVersionId: modelVersions.id,
        modelKind: modelVersions.kind,
        /** What was asked for, whether or not a model came of it. */
        askedKind: sql<ModelKind>`coalesce(${trainingRuns.request} ->> 'modelKind', 'dcn-v2')`,
        isSearch: sql<boolean>`${trainingRuns.request} -> 'search' is not null`,
      })
      .from(trainingRuns)
      .innerJoin(markets, eq(markets.id, trainingRuns.marketId))
      .leftJoin(modelVersions, eq(modelVersions.trainingRunId, trainingRuns.id))
      .leftJoin(users, eq(users.id, trainingRuns.requestedBy))
      .where(
        and(
          marketId && eq(trainingRuns.marketId, marketId),
          before ? lt(trainingRuns.id, before as `run_${string}`) : undefined,
        ),
      )
      .orderBy(desc(trainingRuns.id))
      .limit(limit),
  );
}
