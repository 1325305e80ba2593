import {
  add,
  matmul,
  relu,
  reshape,
  scale,
  softmax,
  swapLastAxes,
  type Tensor,
  transpose,
} from '@placard/graph';
import { denseLayer, fieldsOf, multilayerPerceptron } from './layers.ts';
import type { ModelContext, ModelDefinition } from './model-definition.ts';

/**
 * AutoInt+ (arXiv:1810.11921): multi-head self-attention over the features [B, F, k], layer on layer,
 * each relu(concat_h softmax(Q_h K_h' / sqrt(d)) V_h + E W_residual), beside an MLP. Without `hidden` it is AutoInt.
 */
export const autoInt: ModelDefinition = {
  kind: 'autoint',
  offered: { label: 'AutoInt', hint: 'Attention between features' },
  embeddingInputs: ({ embeddingDim }) => [{ input: 'embedding', dim: embeddingDim }],
  logit(context) {
    const { graph, featureCount, hyperparameters, embedding } = context;
    const { attentionLayers, attentionDim, hidden } = hyperparameters;
    let fields = fieldsOf(context, 'embedding');
    for (let depth = 0; depth < attentionLayers; depth++) {
      fields = attend(context, `attention.${depth}`, fields);
    }
    const attended = reshape(fields, ['B', featureCount * attentionDim]);
    const logit = denseLayer(graph, 'attention.out', attended, 1);
    if (hidden.length === 0) return logit;
    const deep = multilayerPerceptron(context, embedding('embedding'), hidden);
    return add(logit, denseLayer(graph, 'out', deep, 1));
  },
};

/** x [B, F, in] -> [B, F, attentionDim]. */
function attend(context: ModelContext, name: string, x: Tensor): Tensor {
  const { graph, featureCount, hyperparameters } = context;
  const { heads, attentionDim: width } = hyperparameters;
  if (width % heads !== 0) {
    throw new RangeError(`autoint: attentionDim ${width} is no multiple of ${heads} heads`);
  }
  const project = (part: string) =>
    matmul(x, graph.parameter(`${name}.${part}`, [x.shape[2] as number, width], 'glorot-uniform'));
  const byHead = (part: string) =>
    transpose(reshape(project(part), ['B', featureCount, heads, width / heads]), [0, 2, 1, 3]);
  const scores = matmul(byHead('query'), swapLastAxes(byHead('key')));
  const weights = softmax(scale(scores, 1 / Math.sqrt(width / heads)), 3);
  context.attention?.({
    ...{ name, weights, rows: 'features', columns: 'features', sumsToOne: true },
  });
  const mixed = transpose(matmul(weights, byHead('value')), [0, 2, 1, 3]);
  return relu(add(reshape(mixed, ['B', featureCount, width]), project('residual')));
}
