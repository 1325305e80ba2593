import { add, matmul, multiply, relu, reshape, type Tensor, unsqueeze } from '@placard/graph';
import { HISTORY_MODEL, scoreWithHistory, targetPlace } from './history.ts';
import type { ModelContext, ModelDefinition, Sequence } from './model-definition.ts';
import { placewise, project } from './sequence-layers.ts';

/** Hidden units of the activation unit, as in the paper's public code. */
const ATTENTION_WIDTH = 32;

/**
 * Deep Interest Network (arXiv:1706.06978): each history becomes the sum of its values, weighted by how they bear on
 * the candidate, w_t = a(e_t, target) without softmax, so that a strong interest stays strong. ReLU where the paper
 * has Dice.
 */
export const din: ModelDefinition = {
  kind: 'din',
  offered: { label: 'DIN', hint: 'What in the history bears on the ad at hand' },
  ...HISTORY_MODEL,
  logit: (context) =>
    scoreWithHistory(context, (sequence) => {
      const interest = interestIn(context, sequence);
      return [interest, multiply(interest, sequence.target)];
    }),
};

/**
 * sum_t w_t e_t [B, dim], where w = v' relu(A target + C e + D (target * e) + b). That is the paper's layer over
 * [e, target, e - target, e * target], with what depends on the viewer alone computed once for all candidates.
 */
function interestIn({ graph, attention }: ModelContext, sequence: Sequence): Tensor {
  const { input, values, mask, length, dim } = sequence;
  const target = targetPlace(sequence);
  const part = (name: string, x: Tensor) =>
    project(graph, `${input}.attention.${name}`, x, ATTENTION_WIDTH);
  const viewer = placewise(graph, `${input}.attention.history`, values, ATTENTION_WIDTH);
  const both = part('product', multiply(target, values));
  const hidden = relu(add(add(both, viewer), part('target', target)));
  const weights = placewise(graph, `${input}.attention.out`, hidden, 1);
  const present = multiply(weights, unsqueeze(mask, [2]));
  attention?.({
    ...{ name: input, weights: present, sequence: input, sumsToOne: false },
    ...{ rows: 'candidate', columns: 'history' },
  });
  const interest = matmul(reshape(present, ['B', 1, length]), values);
  return reshape(interest, ['B', dim]);
}
