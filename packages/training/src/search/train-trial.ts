import { type ModelCard, modelCardSchema } from '@placard/contracts';
import { calibrationBins } from '@placard/ranking';
import { cardFacts } from '../card-facts.ts';
import { evaluatePredictions } from '../evaluate/evaluate-predictions.ts';
import { fitModel } from '../fit-model.ts';
import { prepareFit } from '../prepare-fit.ts';
import type { TrainModelOptions } from '../train-model.ts';

/**
 * Trains a model as `trainModel` does, for its curve alone: no baseline, no refit and no artefact. Settings are
 * to be chosen by the validation losses of the curve; the card's metrics are of later rows, and choose nothing.
 */
export async function trainTrial(options: TrainModelOptions): Promise<ModelCard> {
  const startedMs = options.clock.nowMs();
  const { hyperparameters, split, uncalibrated, prepared } = prepareFit(options);
  const { modelKind: kind } = options;
  const { model, testPredictions } = await fitModel({
    ...options,
    ...{ kind, hyperparameters, prepared },
  });
  const { features } = uncalibrated;
  const labels = split.test.map(({ clicked }) => Number(clicked));
  const trainedAtMs = options.clock.nowMs();
  return modelCardSchema.parse({
    ...cardFacts(options, { hyperparameters, split, model, features, curve: model.curve }),
    metrics: evaluatePredictions(testPredictions, split.test),
    baselines: {},
    slices: [],
    calibrationBins: calibrationBins(testPredictions, labels),
    trainedAtMs,
    durationMs: trainedAtMs - startedMs,
  } satisfies ModelCard);
}
