import type { Tensor } from '../graph.ts';
import { sigmoid } from './activation.ts';
import { multiply } from './arithmetic.ts';
import { scale } from './pointwise.ts';

/** x * sigmoid(1.702 x), the sigmoid form of the Gaussian error linear unit (arXiv:1606.08415). */
export function gelu(x: Tensor): Tensor {
  return multiply(x, sigmoid(scale(x, 1.702)));
}

/** x * sigmoid(x) (arXiv:1702.03118). */
export function silu(x: Tensor): Tensor {
  return multiply(x, sigmoid(x));
}
