import { inMemory } from '../dataset/streamed-rows.ts';
import type { OrtTrainingOptions } from '../engines/ort/train.ts';
import type { TrainedModel } from '../engines/trained-model.ts';
import { TREE_INPUT } from '../models/boosted-trees.ts';
import { fitBoostedTrees, type TreeRows } from './fit-boosted-trees.ts';
import { readStatistics, targetStatistics } from './target-statistics.ts';
import { treeSettingsSchema } from './tree-settings.ts';
import { treesToOnnx } from './trees-to-onnx.ts';

/**
 * Boosted trees over the target statistics of the features' values: the statistics become tables of width 1, the
 * trees the served graph. Progress is told once, at the end: it takes seconds.
 */
export async function trainTrees(options: OrtTrainingOptions): Promise<TrainedModel> {
  const { data, validation, hyperparameters, clock, onProgress, signal } = options;
  const train = inMemory(options.train, 'boosted trees');
  signal?.throwIfAborted();
  const startedMs = clock.nowMs();
  const statistics = targetStatistics(data, train);
  const outcome = (positions: Uint32Array): Omit<TreeRows, 'values'> => ({
    labels: Float32Array.from(positions, (position) => Math.min(data.labels[position]!, 1)),
    weights: Float32Array.from(positions, (position) => data.weights[position]!),
  });
  const { ensemble, validationLosses } = fitBoostedTrees(
    { values: statistics.ordered, ...outcome(train) },
    { values: readStatistics(statistics.tables, data, validation), ...outcome(validation) },
    data.rowsByFeature.length,
    treeSettingsSchema.parse({
      trees: hyperparameters.trees,
      leaves: hyperparameters.leaves,
      learningRate: hyperparameters.shrinkage,
      l2: 1,
    }),
  );
  const atMs = clock.nowMs();
  const step = ensemble.trees.length;
  const point = {
    step,
    epoch: 1,
    trainLogLoss: 0,
    validationLogLoss: validationLosses[step - 1] ?? null,
    validationAuc: null,
    samplesPerSecond:
      (train.length * 1000 * validationLosses.length) / Math.max(atMs - startedMs, 1),
    atMs,
  };
  onProgress?.(point);
  const stacked = new Float32Array(data.rowsByFeature.reduce((sum, rows) => sum + rows, 0));
  let start = 0;
  const tables = statistics.tables.map((table) => {
    const view = stacked.subarray(start, start + table.length);
    view.set(table);
    start += table.length;
    return view;
  });
  return {
    parameters: new Map(),
    embeddings: [{ spec: { input: TREE_INPUT, dim: 1 }, stacked, tables }],
    curve: [point],
    steps: step,
    bestEpoch: 1,
    servingModel: treesToOnnx(ensemble, TREE_INPUT),
  };
}
