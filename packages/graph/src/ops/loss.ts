import type { Tensor } from '../graph.ts';
import { formatShape, ShapeError, sameShape } from '../shape.ts';
import { softplus } from './activation.ts';
import { divide, multiply, negate, subtract } from './arithmetic.ts';
import { logSoftmax } from './softmax.ts';
import { reduceSum } from './sum-and-repeat.ts';

/** Weighted mean log loss of logits against labels in [0, 1]; all three of one shape. */
export function bceWithLogits(logits: Tensor, labels: Tensor, weights: Tensor): Tensor {
  if (!sameShape(logits.shape, labels.shape) || !sameShape(logits.shape, weights.shape)) {
    throw new ShapeError(
      `bceWithLogits: logits ${formatShape(logits.shape)}, labels ${formatShape(labels.shape)}, weights ${formatShape(weights.shape)}`,
    );
  }
  const losses = subtract(softplus(logits), multiply(logits, labels));
  return divide(reduceSum(multiply(losses, weights)), reduceSum(weights));
}

/**
 * Weighted mean cross-entropy of rows of logits [N, C] against target distributions [N, C];
 * weights [N]. In-batch softmax is C = N with the identity as target (arXiv:1906.03842).
 */
export function softmaxCrossEntropy(logits: Tensor, targets: Tensor, weights: Tensor): Tensor {
  if (
    !sameShape(logits.shape, targets.shape) ||
    !sameShape(weights.shape, logits.shape.slice(0, 1))
  ) {
    throw new ShapeError(
      `softmaxCrossEntropy: logits ${formatShape(logits.shape)}, targets ${formatShape(targets.shape)}, weights ${formatShape(weights.shape)}`,
    );
  }
  const rows = negate(reduceSum(multiply(logSoftmax(logits, 1), targets), [1]));
  return divide(reduceSum(multiply(rows, weights)), reduceSum(weights));
}
