import { entireSpaceLoss } from './entire-space-loss.ts';
import { denseLayer, multilayerPerceptron } from './layers.ts';
import type { ModelContext, ModelDefinition, ModelScores } from './model-definition.ts';

/**
 * Entire-space multi-task model (arXiv:1804.07931): a tower for the click and one for the conversion that
 * follows, over embeddings [B, F * k] that both share. `conversion_logit` is that of pCVR, given a click.
 */
export const esmm: ModelDefinition = {
  kind: 'esmm',
  offered: { label: 'ESMM', hint: 'Click and conversion, two towers' },
  embeddingInputs: ({ embeddingDim }) => [{ input: 'embedding', dim: embeddingDim }],
  logit: (context) => scores(context).logit,
  scores,
  loss: entireSpaceLoss,
};

function scores(context: ModelContext): ModelScores {
  const { graph, hyperparameters, embedding } = context;
  const tower = (name: string) => {
    const deep = multilayerPerceptron(
      context,
      embedding('embedding'),
      hyperparameters.hidden,
      name,
    );
    return denseLayer(graph, `${name}.out`, deep, 1);
  };
  return { logit: tower('click'), conversionLogit: tower('conversion') };
}
