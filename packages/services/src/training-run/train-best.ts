import { trialHyperparametersSchema } from '@placard/contracts';
import { ServiceError } from '../errors.ts';
import { type Call, parseInput } from '../input.ts';
import { getTrainingRun } from './get.ts';
import { type TrainBestInput, trainBestInput } from './schemas.ts';
import { startTraining } from './start.ts';

/** Starts a whole run with the best settings of a search. @throws not-found, conflict */
export async function trainBest({ ctx, input }: Call<TrainBestInput>) {
  const { trainingRunId, promoteIfBetter } = parseInput(trainBestInput, input);
  const run = await getTrainingRun({ ctx, input: { trainingRunId } });
  const trial = run.trials.find(({ number }) => number === run.bestTrial);
  if (!trial) throw new ServiceError('conflict', 'This run has found no settings.');
  const { search: _, ...request } = run.request;
  return startTraining({
    ctx,
    input: {
      ...request,
      marketId: run.marketId as `mkt_${string}`,
      hyperparameters: {
        ...request.hyperparameters,
        ...trialHyperparametersSchema.parse(trial.settings),
      },
      settingsFrom: trainingRunId,
      promoteIfBetter,
    },
  });
}
