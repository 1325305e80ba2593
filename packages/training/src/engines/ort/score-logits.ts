import type { TrainingData } from '../../dataset/training-data.ts';
import type { ModelShape } from '../../models/build-graph.ts';
import type { TrainedModel } from '../trained-model.ts';
import { LogitSession } from './logit-session.ts';

/** Raw scores of rows, one per position, by a model in memory. */
export async function scoreLogits(
  shape: ModelShape,
  model: TrainedModel,
  data: TrainingData,
  positions: Uint32Array,
  threads: number,
): Promise<Float32Array> {
  const session = model.servingModel
    ? await LogitSession.open(model.servingModel, [], shape, threads)
    : await LogitSession.create(shape, threads);
  try {
    return await session.run(model.parameters, model.embeddings, data, positions);
  } finally {
    await session.release();
  }
}
