import type { FeatureValue, FeatureValues } from '@placard/contracts';
import type { Feature, PairReading } from './feature.ts';

/** The value of one feature for one pair. */
export function readFeature(feature: Feature, pair: PairReading): FeatureValue {
  switch (feature.side) {
    case 'context':
      return feature.read(pair.request);
    case 'viewer':
      return feature.read(pair.viewer);
    case 'ad':
      return feature.read(pair.ad);
    case 'cross':
      return feature.read(pair.request, pair.viewer, pair.ad);
  }
}

/** All values of one pair by feature name: what is logged with a decision and what a model reads. */
export function readFeatures(features: readonly Feature[], pair: PairReading): FeatureValues {
  const values: FeatureValues = {};
  for (const feature of features) values[feature.name] = readFeature(feature, pair);
  return values;
}
