import type { NextItemModel } from './next-item-model.ts';

export interface MixtureMember {
  readonly model: NextItemModel;
  readonly weight: number;
  /** What the model's scores are: logits of a softmax, or shares of a distribution up to a factor. */
  readonly scale: 'logits' | 'shares';
}

/**
 * p(item | history) = sum over members of weight x the member's own distribution (Jelinek and Mercer, 1980):
 * what a count of transitions knows well and what a network infers, on one scale.
 */
export function mixture(members: readonly MixtureMember[]): NextItemModel {
  const [first] = members;
  if (!first) throw new RangeError('a mixture needs a member');
  const { itemCount } = first.model;
  return {
    itemCount,
    async scores(histories) {
      const mixed = new Float32Array(histories.length * itemCount);
      for (const { model, weight, scale } of members) {
        const scores = await model.scores(histories);
        for (let start = 0; start < scores.length; start += itemCount) {
          const row = scores.subarray(start, start + itemCount);
          addShares(mixed.subarray(start, start + itemCount), row, weight, scale);
        }
      }
      return mixed;
    },
  };
}

/** Overwrites `scores`. */
function addShares(
  into: Float32Array,
  scores: Float32Array,
  weight: number,
  scale: MixtureMember['scale'],
): void {
  let total = 0;
  if (scale === 'logits') {
    let largest = -Infinity;
    for (let i = 0; i < scores.length; i++) if (scores[i]! > largest) largest = scores[i]!;
    for (let i = 0; i < scores.length; i++) {
      scores[i] = Math.exp(scores[i]! - largest);
      total += scores[i]!;
    }
  } else {
    for (let i = 0; i < scores.length; i++) total += scores[i]!;
  }
  if (!(total > 0)) throw new RangeError(`scores that add up to ${total} are no distribution`);
  const factor = weight / total;
  for (let i = 0; i < into.length; i++) into[i] = into[i]! + factor * scores[i]!;
}
