import { mostReadsOf, type TrainingData } from '../../dataset/training-data.ts';
import { buildGradientGraph, type ModelShape } from '../../models/build-graph.ts';
import { rowRule } from './row-rules.ts';

const FLOAT = 4;
const INTEGER = 4;

/**
 * Bytes of the arrays that training in one thread holds, besides the runtime's own: with P dense
 * parameters, T table values in R rows, S states of the row rule, C cells a row, W embedding values and
 * M mask values a row, B rows a batch and V table rows read by a batch at most
 *
 *   dense 4 (6 P), tables 4 (2 + S) T + 4 R, batch 4 B (2 W + M + 2 C + 3), sums 4 min(V, R) (1 + dim).
 *
 * The rows themselves come on top. The runtime adds the activations of one slice, not of the batch.
 */
export function trainingMemoryBytes(shape: ModelShape, data: TrainingData): number {
  const { batchSize, embeddingOptimiser } = shape.hyperparameters;
  const { parameters, masks } = buildGradientGraph(shape);
  const { stateCount } = rowRule(embeddingOptimiser);
  const size = (dims: readonly (string | number)[]) =>
    dims.reduce<number>((total, dimension) => total * Number(dimension), 1);
  const dense = parameters.reduce((sum, { tensor }) => sum + size(tensor.shape), 0);
  const rows = data.rowsByFeature.reduce((sum, count) => sum + count, 0);
  const cells = data.rowsByFeature.length;
  const maskWidth = masks.reduce((sum, { shape: dims }) => sum + Number(dims[1]), 0);
  const inputs = shape.definition.embeddingInputs(shape.hyperparameters, shape.featureCount);
  const sequences = shape.sequences ?? [];
  const sequenceCells = (input: string) =>
    sequences.reduce((sum, { spec }) => sum + (spec.embedding === input ? spec.length : 0), 0);

  const embeddings = inputs.map(({ input, dim }) => {
    const places = sequenceCells(input);
    const tables = FLOAT * (2 + stateCount) * rows * dim + INTEGER * rows;
    const values = FLOAT * 2 * batchSize * (cells + places) * dim;
    const positions = batchSize * places * (INTEGER + FLOAT);
    const sums = Math.min(mostReadsOf(data) * batchSize + places * batchSize, rows);
    return tables + values + positions + sums * (INTEGER + FLOAT * dim);
  });
  const batch = batchSize * (INTEGER * 2 * cells + FLOAT * (2 + maskWidth));
  return (
    FLOAT * 6 * dense +
    embeddings.reduce((sum, bytes) => sum + bytes, 0) +
    batch +
    INTEGER * batchSize
  );
}
