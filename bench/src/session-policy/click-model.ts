import type { FeatureValues } from '@placard/contracts';
import { fitBoostedTrees, treeSettingsSchema } from '@placard/training';
import { FEATURE_NAMES } from './observer.ts';

export type ClickModel = ReturnType<typeof fitBoostedTrees>['ensemble'];

export type ShownAd = { readonly values: FeatureValues; readonly clicked: boolean };

/** Boosted trees on the same features and the same log that the session policy has; the last tenth stops them. */
export function fitClickModel(shown: readonly ShownAd[]): ClickModel {
  const cut = Math.floor(0.9 * shown.length);
  const rows = (some: readonly ShownAd[]) => ({
    values: numbers(some.map(({ values }) => values)),
    labels: Float32Array.from(some, ({ clicked }) => Number(clicked)),
    weights: new Float32Array(some.length).fill(1),
  });
  return fitBoostedTrees(
    rows(shown.slice(0, cut)),
    rows(shown.slice(cut)),
    FEATURE_NAMES.length,
    treeSettingsSchema.parse({
      objective: 'logistic',
      trees: 200,
      leaves: 16,
      learningRate: 0.1,
      minRowsInLeaf: 100,
      l2: 1,
      patience: 15,
    }),
  ).ensemble;
}

/** [pairs, features]; NaN is missing. */
export function numbers(pairs: readonly FeatureValues[]): Float32Array {
  const width = FEATURE_NAMES.length;
  const inputs = new Float32Array(pairs.length * width);
  pairs.forEach((values, row) => {
    FEATURE_NAMES.forEach((name, i) => {
      const value = values[name];
      inputs[row * width + i] = typeof value === 'number' ? value : Number.NaN;
    });
  });
  return inputs;
}
