import type { FeatureValue, FeatureValues } from '@placard/contracts';
import type { LogitsOf } from './shapley-values.ts';

export type PartialDependence = {
  readonly feature: string;
  readonly points: readonly {
    readonly value: FeatureValue;
    /** Mean logit over the rows with the feature set to the value. */
    readonly logit: number;
  }[];
};

/** How the mean logit moves with one feature, all else as it was (Friedman, 2001). Each value is tried on each row. */
export async function partialDependence(input: {
  readonly feature: string;
  readonly values: readonly FeatureValue[];
  readonly rows: readonly FeatureValues[];
  readonly logitsOf: LogitsOf;
}): Promise<PartialDependence> {
  const { feature, values, rows, logitsOf } = input;
  if (rows.length === 0) throw new RangeError('partial dependence needs rows');
  const points: PartialDependence['points'][number][] = [];
  for (const value of values) {
    const logits = await logitsOf(rows.map((row) => ({ ...row, [feature]: value })));
    points.push({ value, logit: logits.reduce((sum, logit) => sum + logit, 0) / rows.length });
  }
  return { feature, points };
}
