import {
  add,
  matmul,
  multiply,
  reshape,
  scale,
  softmax,
  swapLastAxes,
  type Tensor,
  tanh,
} from '@placard/graph';
import { HISTORY_MODEL, scoreWithHistory, targetPlace } from './history.ts';
import type { ModelContext, ModelDefinition, Sequence } from './model-definition.ts';
import { maskedSoftmax, project } from './sequence-layers.ts';

/** How far the interest nearest to the candidate outweighs the others (the power of MIND). */
const SHARPNESS = 4;

/**
 * Several interests a viewer: self-attention reads K of them out of each history (ComiRec-SA, arXiv:2005.09347), and
 * the candidate picks among them by label-aware attention (MIND, arXiv:1904.08030). The interests are the viewer's
 * alone: computed once for all candidates.
 */
export const multiInterest: ModelDefinition = {
  kind: 'multi-interest',
  offered: { label: 'Multi-interest', hint: 'Several interests a viewer' },
  ...HISTORY_MODEL,
  logit: (context) =>
    scoreWithHistory(context, (sequence) => {
      const interests = interestsOf(context, sequence);
      const { target, dim } = sequence;
      const affinity = matmul(targetPlace(sequence), swapLastAxes(interests));
      const choice = softmax(scale(affinity, SHARPNESS), 2);
      context.attention?.({
        ...{ name: `${sequence.input}.choice`, weights: choice, sumsToOne: true },
        ...{ rows: 'candidate', columns: 'interests' },
      });
      const interest = reshape(matmul(choice, interests), ['B', dim]);
      return [interest, multiply(interest, target)];
    }),
};

/** V = softmax_t(tanh((H + P) W1) W2)' H: [V, K, dim]. P, an embedding of places, tells new from old. */
function interestsOf(
  { graph, attention, hyperparameters }: ModelContext,
  sequence: Sequence,
): Tensor {
  const { input, values, mask, length, dim } = sequence;
  const position = graph.parameter(`${input}.position`, [length, dim], 'zeros');
  const hidden = tanh(project(graph, `${input}.interest.0`, add(values, position), 4 * dim));
  const scores = project(graph, `${input}.interest.1`, hidden, hyperparameters.interests);
  const weights = maskedSoftmax(swapLastAxes(scores), mask);
  attention?.({
    ...{ name: `${input}.interests`, weights, sequence: input, sumsToOne: true },
    ...{ rows: 'interests', columns: 'history' },
  });
  return matmul(weights, values);
}
