import { curvePointSchema, searchTrialSchema, trainingRequestSchema } from '@placard/contracts';
import { markets, modelVersions, trainingRuns } from '@placard/db';
import { eq } from 'drizzle-orm';
import { z } from 'zod';
import { notFound } from '../errors.ts';
import { type Call, parseInput } from '../input.ts';
import { staffRead } from '../transaction.ts';
import { bestTrial } from './best-trial.ts';
import { type TrainingRunIdInput, trainingRunIdInput } from './schemas.ts';

/** One run with its curve or trials so far and the end of its log. Staff only. @throws not-found */
export async function getTrainingRun({ ctx, input }: Call<TrainingRunIdInput>) {
  const { trainingRunId } = parseInput(trainingRunIdInput, input);
  const [row] = await staffRead(ctx, (tx) =>
    tx
      .select({ run: trainingRuns, marketName: markets.name, modelVersionId: modelVersions.id })
      .from(trainingRuns)
      .innerJoin(markets, eq(markets.id, trainingRuns.marketId))
      .leftJoin(modelVersions, eq(modelVersions.trainingRunId, trainingRuns.id))
      .where(eq(trainingRuns.id, trainingRunId)),
  );
  if (!row) throw notFound('Training run');
  const { run, ...rest } = row;
  const trials = z.array(searchTrialSchema).parse(run.trials);
  return {
    ...run,
    ...rest,
    request: trainingRequestSchema.parse(run.request),
    curve: z.array(curvePointSchema).parse(run.curve),
    trials,
    /** Number of the best of them so far. */
    bestTrial: bestTrial(trials)?.number ?? null,
  };
}
