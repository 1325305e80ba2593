import type { DecisionExplanation } from '@placard/contracts';

export type ContrastRow = {
  readonly feature: string;
  readonly first: number;
  readonly second: number;
  /** What the feature adds to the first model's logit beyond what it adds to the second's. */
  readonly difference: number;
};

/**
 * Why two models differ on a decision: by feature, largest difference first. With the difference of the bases
 * the rows sum to the difference of the logits.
 */
export function contrastOf(first: DecisionExplanation, second: DecisionExplanation) {
  const byFeature = ({ shapley }: DecisionExplanation) =>
    new Map(shapley.contributions.map(({ feature, value }) => [feature, value]));
  const [a, b] = [byFeature(first), byFeature(second)];
  const rows: ContrastRow[] = [...new Set([...a.keys(), ...b.keys()])].map((feature) => {
    const [own, other] = [a.get(feature) ?? 0, b.get(feature) ?? 0];
    return { feature, first: own, second: other, difference: own - other };
  });
  rows.sort((x, y) => Math.abs(y.difference) - Math.abs(x.difference));
  return {
    rows,
    baseDifference: first.shapley.base - second.shapley.base,
    logitDifference: first.logit - second.logit,
  };
}
