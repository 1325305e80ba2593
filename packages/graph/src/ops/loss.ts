import type { Tensor } from '../graph.ts';
import { formatShape, ShapeError, sameShape } from '../shape.ts';
import { softplus } from './activation.ts';
import { add, divide, multiply, negate, subtract } from './arithmetic.ts';
import { exp, scale, square } from './pointwise.ts';
import { logSoftmax } from './softmax.ts';
import { reduceSum } from './sum-and-repeat.ts';

/** Weighted mean log loss of logits against labels in [0, 1]; all three of one shape. */
export function bceWithLogits(logits: Tensor, labels: Tensor, weights: Tensor): Tensor {
  requireOneShape('bceWithLogits', logits, labels, weights);
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

/** Weighted mean of (score - quantity)^2 / 2; all three of one shape. */
export function squaredLoss(scores: Tensor, quantities: Tensor, weights: Tensor): Tensor {
  requireOneShape('squaredLoss', scores, quantities, weights);
  const losses = scale(square(subtract(scores, quantities)), 0.5);
  return divide(reduceSum(multiply(losses, weights)), reduceSum(weights));
}

/** Weighted mean of e^score - quantity * score: Poisson counts at rate e^score, but for log(quantity!). */
export function poissonLoss(scores: Tensor, quantities: Tensor, weights: Tensor): Tensor {
  requireOneShape('poissonLoss', scores, quantities, weights);
  const losses = subtract(exp(scores), multiply(quantities, scores));
  return divide(reduceSum(multiply(losses, weights)), reduceSum(weights));
}

/**
 * The logit of sigmoid(a) * sigmoid(b), as a product of click and conversion rate: a + b - log(1 + e^a + e^b),
 * with the logarithm as softplus(a + softplus(b - a)): neither overflows.
 */
export function logitOfProduct(a: Tensor, b: Tensor): Tensor {
  return subtract(add(a, b), softplus(add(a, softplus(subtract(b, a)))));
}

function requireOneShape(op: string, scores: Tensor, ...others: readonly Tensor[]): void {
  if (others.some(({ shape }) => !sameShape(shape, scores.shape))) {
    throw new ShapeError(
      `${op}: ${[scores, ...others].map(({ shape }) => formatShape(shape)).join(', ')} differ`,
    );
  }
}
