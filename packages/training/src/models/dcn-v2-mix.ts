import { add, concat, gemm, multiply, slice, softmax, type Tensor, tanh } from '@placard/graph';
import { denseLayer, multilayerPerceptron } from './layers.ts';
import type { ModelContext, ModelDefinition } from './model-definition.ts';

/**
 * DCN-v2 with a mixture of low-rank crosses (arXiv:2008.13535, section 3.2): x_{l+1} = x_l +
 * sum_e softmax(G x_l)_e * x_0 * (U_e tanh(C_e tanh(V_e' x_l)) + b_e), of `experts` experts and rank
 * `crossRank`: a fraction of the full cross's products where F * k is wide.
 */
export const dcnV2Mix: ModelDefinition = {
  kind: 'dcn-v2-mix',
  offered: { label: 'DCN-v2 mixture', hint: 'Low-rank crosses, cheaper when wide' },
  embeddingInputs: ({ embeddingDim }) => [{ input: 'embedding', dim: embeddingDim }],
  logit(context) {
    const { graph, hyperparameters, embedding } = context;
    const x0 = embedding('embedding');
    let cross = x0;
    for (let depth = 0; depth < hyperparameters.crossLayers; depth++) {
      cross = mixedCross(context, `cross.${depth}`, x0, cross);
    }
    const deep = multilayerPerceptron(context, x0, hyperparameters.hidden);
    return denseLayer(graph, 'out', concat([cross, deep], 1), 1);
  },
};

function mixedCross(
  { graph, hyperparameters }: ModelContext,
  name: string,
  x0: Tensor,
  x: Tensor,
): Tensor {
  const { experts, crossRank: rank } = hyperparameters;
  const width = x0.shape[1] as number;
  const weights = softmax(denseLayer(graph, `${name}.gate`, x, experts), 1);
  const project = (label: string, from: Tensor, out: number, into: number) =>
    gemm(from, graph.parameter(label, [out, into], 'glorot-uniform'), { transposeB: true });
  let next = x;
  for (let expert = 0; expert < experts; expert++) {
    const of = `${name}.${expert}`;
    const low = tanh(project(`${of}.down`, x, rank, width));
    const mixed = tanh(project(`${of}.core`, low, rank, rank));
    const crossed = multiply(x0, denseLayer(graph, `${of}.up`, mixed, width));
    next = add(next, multiply(slice(weights, 1, expert, expert + 1), crossed));
  }
  return next;
}
