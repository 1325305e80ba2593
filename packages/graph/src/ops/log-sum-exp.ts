import { requireFloat, type Tensor } from '../graph.ts';
import { formatShape, requireRank, ShapeError, sameShape } from '../shape.ts';
import { add, multiply } from './arithmetic.ts';
import { gemm } from './gemm.ts';
import { squeeze, unsqueeze } from './reshape.ts';

/**
 * log(sum over j of e^(a_i . b_j + bias_ij)): a [N, D], b [C, D], bias [N, C] without a gradient -> [N].
 * The denominator of a softmax over all C classes. The matrix of probabilities is made once and serves both
 * the value (log-sum-exp = max of the logits - log of the largest probability) and the gradients.
 */
export function logSumExpOfProducts(a: Tensor, b: Tensor, bias?: Tensor): Tensor {
  requireFloat('logSumExpOfProducts', a, b);
  requireRank(a.shape, 2, 'logSumExpOfProducts');
  const { graph } = a;
  const products = gemm(a, b, { transposeB: true });
  if (bias && !sameShape(bias.shape, products.shape)) {
    throw new ShapeError(
      `logSumExpOfProducts: bias ${formatShape(bias.shape)} for logits ${formatShape(products.shape)}`,
    );
  }
  const logits = bias ? add(products, bias) : products;
  const probabilities = graph.node('Softmax', [logits], logits.shape, { axis: 1 });
  const largest = (x: Tensor) =>
    graph.node('ReduceMax', [x, graph.integers([1])], [x.shape[0]!, 1], { keepdims: 1 });
  const logLargest = graph.node('Log', [largest(probabilities)], [a.shape[0]!, 1]);
  const difference = graph.node('Sub', [largest(logits), logLargest], [a.shape[0]!, 1]);
  const y = squeeze(difference, [1]);
  return graph.differentiable(y, [
    // The row's weight goes to the narrow side of the product: [N, C] is never written again.
    { input: a, gradient: (g) => multiply(gemm(probabilities, b), unsqueeze(g, [1])) },
    {
      input: b,
      gradient: (g) => gemm(probabilities, multiply(a, unsqueeze(g, [1])), { transposeA: true }),
    },
  ]);
}
