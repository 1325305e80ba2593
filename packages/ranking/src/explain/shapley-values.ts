import type { FeatureValues } from '@placard/contracts';
import type { Random } from '@placard/domain';

/** Raw values of pairs in, their logits out in the same order. */
export type LogitsOf = (pairs: readonly FeatureValues[]) => Promise<readonly number[]>;

export type ShapleyValues = {
  /** Mean logit over the background: what is predicted when nothing of the pair is known. */
  readonly base: number;
  readonly logit: number;
  /** By feature, largest first in size. They sum to `logit - base`. */
  readonly contributions: readonly {
    readonly feature: string;
    readonly value: number;
    /** Of the estimate, from the spread between orderings. */
    readonly standardError: number;
  }[];
};

/**
 * SHAP values of one prediction on the scale of the logit: a feature's mean change of the logit as it is learnt
 * after others, over random orderings of the features and rows of the background that stand in for what is not
 * yet known (Strumbelj and Kononenko, 2014; Lundberg and Lee, arXiv:1705.07874, marginal expectation). Each
 * ordering is walked in both directions, which halves the noise; its steps telescope, so the sum is exact however
 * few are walked.
 * @throws RangeError without features, background or orderings.
 */
export async function shapleyValues(input: {
  readonly values: FeatureValues;
  /** Rows of the same kind, one taken for each ordering, in turn. */
  readonly background: readonly FeatureValues[];
  readonly features: readonly string[];
  readonly orderings: number;
  readonly logitsOf: LogitsOf;
  readonly random: Random;
}): Promise<ShapleyValues> {
  const { values, background, features, orderings, logitsOf, random } = input;
  if (features.length === 0 || background.length === 0 || orderings < 1) {
    throw new RangeError('SHAP values need features, a background and at least one ordering');
  }
  const sums = new Float64Array(features.length);
  const squares = new Float64Array(features.length);
  let base = 0;
  let logit = 0;
  const order = features.map((_, i) => i);
  for (let walk = 0; walk < orderings; walk++) {
    shuffle(order, random);
    const from = background[walk % background.length]!;
    const there = await walked(order, from);
    const back = await walked(order.toReversed(), from);
    for (let f = 0; f < features.length; f++) {
      const step = (there.steps[f]! + back.steps[f]!) / 2;
      sums[f]! += step;
      squares[f]! += step * step;
    }
    base += there.base / orderings;
    logit = there.logit;
  }
  const contributions = features.map((feature, f) => {
    const value = sums[f]! / orderings;
    const variance = Math.max(0, squares[f]! / orderings - value * value);
    return { feature, value, standardError: Math.sqrt(variance / Math.max(1, orderings - 1)) };
  });
  contributions.sort((a, b) => Math.abs(b.value) - Math.abs(a.value));
  return { base, logit, contributions };

  async function walked(along: readonly number[], from: FeatureValues) {
    const rows = [from];
    for (const f of along) {
      rows.push({ ...rows.at(-1)!, [features[f]!]: values[features[f]!] ?? null });
    }
    const logits = await logitsOf(rows);
    const steps = new Float64Array(features.length);
    along.forEach((f, i) => {
      steps[f] = logits[i + 1]! - logits[i]!;
    });
    return { steps, base: logits[0]!, logit: logits.at(-1)! };
  }
}

function shuffle(order: number[], random: Random): void {
  for (let i = order.length - 1; i > 0; i--) {
    const j = Math.floor(random() * (i + 1));
    [order[i], order[j]] = [order[j]!, order[i]!];
  }
}
