import type { Tensor } from '../graph.ts';
import { add, divide, multiply, subtract } from './arithmetic.ts';
import { reduceMean } from './mean.ts';
import { shift, sqrt, square } from './pointwise.ts';
import { reduceSum } from './sum-and-repeat.ts';

const KEEP = { keepDimensions: true };

/** x / sqrt(|x|^2 + epsilon) along the last axis: unit vectors, finite at zero. */
export function l2Normalise(x: Tensor, epsilon = 1e-12): Tensor {
  return divide(x, sqrt(shift(reduceSum(square(x), [-1], KEEP), epsilon)));
}

/** Zero mean and unit variance along the last axis, then gain and offset (arXiv:1607.06450). */
export function layerNormalise(x: Tensor, gain: Tensor, offset: Tensor, epsilon = 1e-5): Tensor {
  const centred = subtract(x, reduceMean(x, [-1], KEEP));
  const variance = reduceMean(square(centred), [-1], KEEP);
  return add(multiply(divide(centred, sqrt(shift(variance, epsilon))), gain), offset);
}
