import { add, multiply, slice, softmax, type Tensor } from '@placard/graph';
import { entireSpaceLoss } from './entire-space-loss.ts';
import { denseLayer, multilayerPerceptron } from './layers.ts';
import type { ModelContext, ModelDefinition, ModelScores } from './model-definition.ts';

/**
 * Multi-gate mixture of experts (Ma et al., KDD 2018): `experts` networks over embeddings [B, F * k], of which
 * click and conversion each take a mixture of their own, softmax(G_task x) [B, experts], into a tower of the
 * last hidden width. Learnt with the entire-space loss, as ESMM.
 */
export const mmoe: ModelDefinition = {
  kind: 'mmoe',
  offered: { label: 'MMoE', hint: 'Click and conversion, shared experts' },
  embeddingInputs: ({ embeddingDim }) => [{ input: 'embedding', dim: embeddingDim }],
  logit: (context) => scores(context).logit,
  scores,
  loss: entireSpaceLoss,
};

function scores(context: ModelContext): ModelScores {
  const { graph, hyperparameters, embedding } = context;
  const x = embedding('embedding');
  const widths = hyperparameters.hidden.slice(0, -1);
  const last = hyperparameters.hidden.slice(-1);
  const experts = Array.from({ length: hyperparameters.experts }, (_, expert) =>
    multilayerPerceptron(context, x, widths, `expert.${expert}`),
  );
  const task = (name: string): Tensor => {
    const gate = softmax(denseLayer(graph, `${name}.gate`, x, experts.length), 1);
    const mixed = experts
      .map((expert, i) => multiply(slice(gate, 1, i, i + 1), expert))
      .reduce(add);
    return denseLayer(graph, `${name}.out`, multilayerPerceptron(context, mixed, last, name), 1);
  };
  return { logit: task('click'), conversionLogit: task('conversion') };
}
