import {
  add,
  bceWithLogits,
  logitOfProduct,
  relu,
  shift,
  subtract,
  type Tensor,
} from '@placard/graph';
import type { ModelScores, Outcome } from './model-definition.ts';

/**
 * Log loss of clicks plus log loss of clicks that convert, both over every impression (ESMM, arXiv:1804.07931):
 * the conversion rate is learnt only as a factor of pCTCVR = pCTR * pCVR, so that it is not biased towards
 * what gets clicked. Labels are 0, 1 (clicked) or 2 (clicked and converted).
 */
export function entireSpaceLoss(scores: ModelScores, { labels, weights }: Outcome): Tensor {
  const { logit, conversionLogit } = scores;
  if (!conversionLogit) throw new TypeError('the entire-space loss needs a conversion score');
  const converted = relu(shift(labels, -1));
  const clicked = subtract(labels, converted);
  const both = logitOfProduct(logit, conversionLogit);
  return add(bceWithLogits(logit, clicked, weights), bceWithLogits(both, converted, weights));
}
