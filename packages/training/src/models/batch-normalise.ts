import {
  add,
  divide,
  type Graph,
  multiply,
  reduceMean,
  shift,
  sqrt,
  square,
  subtract,
  type Tensor,
} from '@placard/graph';

/** A parameter that follows what each batch says of itself. */
export interface RunningStatistic {
  readonly parameter: Tensor;
  readonly ofBatch: Tensor;
}

const EPSILON = 1e-5;

/**
 * Batch normalisation (Ioffe and Szegedy, arXiv:1502.03167) of x [B, width], then gain and offset. Training takes
 * mean and variance of the rows it is given, at most 1,024 at a time; scoring those that followed them, as a
 * product and a sum by column.
 */
export function batchNormalise(
  graph: Graph,
  name: string,
  x: Tensor,
  training: boolean,
): { normalised: Tensor; running: readonly RunningStatistic[] } {
  const width = x.shape[1] as number;
  const gain = graph.parameter(`${name}.gain`, [width], 'ones');
  const offset = graph.parameter(`${name}.offset`, [width], 'zeros');
  const runningMean = graph.parameter(`${name}.running-mean`, [width], 'zeros', true);
  const runningVariance = graph.parameter(`${name}.running-variance`, [width], 'ones', true);
  if (!training) {
    const factor = divide(gain, sqrt(shift(runningVariance, EPSILON)));
    const constant = subtract(offset, multiply(runningMean, factor));
    return { normalised: add(multiply(x, factor), constant), running: [] };
  }
  const mean = reduceMean(x, [0]);
  const centred = subtract(x, mean);
  const variance = reduceMean(square(centred), [0]);
  const factor = divide(gain, sqrt(shift(variance, EPSILON)));
  return {
    normalised: add(multiply(centred, factor), offset),
    running: [
      { parameter: runningMean, ofBatch: mean },
      { parameter: runningVariance, ofBatch: variance },
    ],
  };
}
