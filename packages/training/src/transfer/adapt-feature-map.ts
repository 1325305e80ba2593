import type { FeatureEncoding, FeatureMap } from '@placard/contracts';
import { buildFeatureMap } from '../dataset/feature-map.ts';

/** Whose ids the source learnt: those of this market, or those of another, where the same id is another thing. */
export type SourceMarket = 'same' | 'other';

/** Features whose values name individuals of one market, or topics: another market's topic 3 is another topic. */
const IDENTITY_FEATURES: ReadonlySet<string> = new Set([
  'ad',
  'ad-topics',
  'advertiser',
  'item',
  'page-item',
  'placement',
  'property',
  'viewer',
  'viewer-clicked-ads',
  'viewer-last-items',
  'viewer-passed-ads',
]);

/**
 * The map of a model that starts from another: numbers are cut as the source cut them, so that rows keep their
 * meaning. From another market, content (categories, words, hours) keeps all values that the source knows, whether
 * the few rows here hold them or not, and ids are those of these rows alone.
 */
export function adaptFeatureMap(
  source: FeatureMap,
  learnt: FeatureMap,
  market: SourceMarket,
): FeatureMap {
  const features = learnt.features.map((feature) => {
    const before = source.features.find(({ name }) => name === feature.name);
    return before ? adapted(before, feature, market) : feature;
  });
  return {
    ...buildFeatureMap(features, learnt.inputs, learnt.sequences),
    calibration: learnt.calibration,
  };
}

function adapted(
  before: FeatureEncoding,
  learnt: FeatureEncoding,
  market: SourceMarket,
): FeatureEncoding {
  if (before.kind === 'numeric' || learnt.kind === 'numeric') return before;
  if (market === 'same' || IDENTITY_FEATURES.has(learnt.name)) return learnt;
  const known = new Set(before.vocabulary);
  const unknown = learnt.vocabulary.filter((word) => !known.has(word));
  return { ...learnt, vocabulary: [...before.vocabulary, ...unknown] };
}

/** The same map with no individuals in it: what is left are kinds, which mean the same everywhere. */
export function withoutIdentities(map: FeatureMap): FeatureMap {
  const features = map.features.map((feature) =>
    feature.kind !== 'numeric' && IDENTITY_FEATURES.has(feature.name)
      ? { ...feature, vocabulary: [] }
      : feature,
  );
  return { ...buildFeatureMap(features, map.inputs, map.sequences), calibration: map.calibration };
}
