import { dot, type Gaussian, observe, varianceAlong } from './gaussian.ts';
import { sigmoid } from './sigmoid.ts';

/**
 * P(click) under a Gaussian belief over the weights: sigmoid(m.x / sqrt(1 + pi v / 8)), v the variance of w.x
 * (MacKay, 1992): doubt pulls it towards one half.
 */
export function predictLogistic(belief: Gaussian, x: ArrayLike<number>): number {
  const variance = varianceAlong(belief, x);
  return sigmoid(dot(belief.mean, x) / Math.sqrt(1 + (Math.PI * variance) / 8));
}

/**
 * Learns one outcome in place by an online Laplace step (Spiegelhalter and Lauritzen, 1990): precision grows by
 * p (1 - p) x x', the mean moves by S x (label - p), p at the mean before the step.
 */
export function learnLogistic(
  belief: Gaussian,
  x: ArrayLike<number>,
  clicked: boolean,
  importance = 1,
): void {
  const p = sigmoid(dot(belief.mean, x));
  observe(belief, x, importance * p * (1 - p), importance * (Number(clicked) - p));
}
