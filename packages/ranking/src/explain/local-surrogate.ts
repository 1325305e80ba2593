import type { FeatureValues } from '@placard/contracts';
import type { Random } from '@placard/domain';
import type { LogitsOf } from './shapley-values.ts';
import { solve } from './solve.ts';

export type LocalSurrogate = {
  readonly intercept: number;
  /** By feature, largest first in size: how the logit moves when the feature is what it is, rather than anything. */
  readonly weights: readonly { readonly feature: string; readonly weight: number }[];
  /** Share of the nearby variation that the line explains: low means do not trust it. */
  readonly r2: number;
};

/** As in the reference implementation: .75 times the square root of the number of features. */
const KERNEL_WIDTH = 0.75;
const RIDGE = 1e-3;

/**
 * LIME (Ribeiro, Singh, Guestrin, arXiv:1602.04938): a weighted ridge regression of the logit on which features
 * kept their values, over rows near the pair in which a random half took those of a background row.
 * @throws RangeError with fewer samples than features.
 */
export async function localSurrogate(input: {
  readonly values: FeatureValues;
  readonly background: readonly FeatureValues[];
  readonly features: readonly string[];
  readonly samples: number;
  readonly logitsOf: LogitsOf;
  readonly random: Random;
}): Promise<LocalSurrogate> {
  const { values, background, features, samples, logitsOf, random } = input;
  const width = features.length;
  if (samples <= width || background.length === 0) {
    throw new RangeError(`${samples} samples do not determine ${width} weights`);
  }
  const kept: boolean[][] = [features.map(() => true)];
  while (kept.length < samples) kept.push(features.map(() => random() < 0.5));
  const rows = kept.map((mask) => {
    const row = { ...background[Math.floor(random() * background.length)]! };
    mask.forEach((keeps, f) => {
      if (keeps) row[features[f]!] = values[features[f]!] ?? null;
    });
    return row;
  });
  const logits = await logitsOf(rows);
  const kernel = kept.map((mask) => {
    const changed = mask.reduce((n, keeps) => n + Number(!keeps), 0);
    return Math.exp(-changed / (KERNEL_WIDTH * KERNEL_WIDTH * width));
  });

  const size = width + 1;
  const normal = Array.from({ length: size }, () => new Float64Array(size));
  const target = new Float64Array(size);
  kept.forEach((mask, row) => {
    const x = [1, ...mask.map(Number)];
    for (let i = 0; i < size; i++) {
      if (x[i] === 0) continue;
      for (let j = 0; j < size; j++) normal[i]![j]! += kernel[row]! * x[j]!;
      target[i]! += kernel[row]! * logits[row]!;
    }
  });
  for (let i = 1; i < size; i++) normal[i]![i]! += RIDGE;
  const [intercept = 0, ...slopes] = solve(normal, target);

  const total = kernel.reduce((sum, k) => sum + k, 0);
  const mean = logits.reduce((sum, z, row) => sum + kernel[row]! * z, 0) / total;
  let left = 0;
  let all = 0;
  kept.forEach((mask, row) => {
    const fitted = mask.reduce((sum, keeps, f) => sum + (keeps ? slopes[f]! : 0), intercept);
    left += kernel[row]! * (logits[row]! - fitted) ** 2;
    all += kernel[row]! * (logits[row]! - mean) ** 2;
  });
  const weights = features.map((feature, f) => ({ feature, weight: slopes[f]! }));
  weights.sort((a, b) => Math.abs(b.weight) - Math.abs(a.weight));
  return { intercept, weights, r2: all === 0 ? 1 : 1 - left / all };
}
