import type { FeatureValue, FeatureValues } from '@placard/contracts';
import type { AdFacts, AdReading } from '../ad-stats/read-ad.ts';
import { featureByName } from '../features/default-features.ts';
import type { RequestReading } from '../features/feature.ts';
import { readFeature } from '../features/read-features.ts';
import { VIEWER_ATTRIBUTE_PREFIX } from '../features/viewer-attribute.ts';
import type { ViewerReading } from '../profile/read-viewer.ts';
import { hashText, type SparseVector } from './hash-features.ts';

/** Coordinates of a dense online vector: what a covariance is kept of. */
export const ONLINE_DIMENSION = 128;
/** Coordinates of the sparse one. */
export const ONLINE_SPARSE_DIMENSION = 4_096;

/** Numbers of a pair that stand at a coordinate of their own, squashed into (-1, 1). */
const NUMBERS = [
  'affinity-short',
  'affinity-long',
  'page-category-match',
  'next-topic',
  'content-similarity-short',
  'content-similarity-long',
  'topic-affinity',
  'viewer-ad-impressions',
  'hours-since-shown',
] as const;
const AD = ['ad', 'ad-categories'] as const;
const NUMBER_FEATURES = NUMBERS.map((name) => featureByName(name));
const AD_FEATURES = AD.map((name) => featureByName(name));

/** Coordinate 0 is the constant 1; 1 is left for what the model said. */
const FIRST_NUMBER = 2;
const FIRST_HASHED = FIRST_NUMBER + NUMBERS.length;

/** What online learners know of one pair, before it is laid out as a vector. */
export type OnlineInput = {
  /** In the order of NUMBERS. */
  readonly numbers: readonly FeatureValue[];
  /** Of `ad`, each category of it, and each with each attribute of the viewer; weight 1 / how many of the kind. */
  readonly hashes: readonly number[];
  readonly weights: readonly number[];
};

/** From the values logged with a decision. */
export function onlineInput(values: FeatureValues): OnlineInput {
  const attributes = Object.keys(values)
    .filter((name) => name.startsWith(VIEWER_ATTRIBUTE_PREFIX) && values[name] != null)
    .map((name) => `${name}=${values[name]}`);
  return inputOf(
    NUMBERS.map((name) => values[name] ?? null),
    adHashes(AD.map((name) => values[name] ?? null)),
    attributeHashes(attributes),
  );
}

const hashesOfAd = new WeakMap<AdFacts, readonly number[]>();

/** The same of every ad for one request, as it stands at a decision. */
export function onlineReader(
  request: RequestReading,
  viewer: ViewerReading,
): (ad: AdReading) => OnlineInput {
  const attributes = attributeHashes(
    Object.entries(viewer.attributes).map(
      ([name, value]) => `${VIEWER_ATTRIBUTE_PREFIX}${name}=${value}`,
    ),
  );
  return (ad) => {
    const pair = { request, viewer, ad };
    let ofAd = hashesOfAd.get(ad.facts);
    if (!ofAd) {
      ofAd = adHashes(AD_FEATURES.map((feature) => readFeature(feature, pair)));
      hashesOfAd.set(ad.facts, ofAd);
    }
    const numbers = NUMBER_FEATURES.map((feature) => readFeature(feature, pair));
    return inputOf(numbers, ofAd, attributes);
  };
}

/** Dense, [ONLINE_DIMENSION]: hashed parts share coordinates (Weinberger et al., ICML 2009). */
export function denseVector({ numbers, hashes, weights }: OnlineInput): Float64Array {
  const x = new Float64Array(ONLINE_DIMENSION);
  x[0] = 1;
  numbers.forEach((number, i) => {
    x[FIRST_NUMBER + i] = squashed(number);
  });
  hashes.forEach((hash, i) => {
    x[FIRST_HASHED + (hash % (ONLINE_DIMENSION - FIRST_HASHED))]! += weights[i]!;
  });
  return x;
}

/** The same parts over ONLINE_SPARSE_DIMENSION coordinates, without coordinate 1. */
export function sparseVector({ numbers, hashes, weights }: OnlineInput): SparseVector {
  const sums = new Map<number, number>([[0, 1]]);
  numbers.forEach((number, i) => {
    const value = squashed(number);
    if (value !== 0) sums.set(FIRST_NUMBER + i, value);
  });
  hashes.forEach((hash, i) => {
    const index = FIRST_HASHED + (hash % (ONLINE_SPARSE_DIMENSION - FIRST_HASHED));
    sums.set(index, (sums.get(index) ?? 0) + weights[i]!);
  });
  const indices = [...sums.keys()].sort((a, b) => a - b);
  return { indices, values: indices.map((index) => sums.get(index)!) };
}

/** Weights times `sparseVector(input)`, without making one. */
export function sparseDot(
  weights: Float64Array,
  { numbers, hashes, weights: shares }: OnlineInput,
) {
  let sum = weights[0]!;
  for (let i = 0; i < numbers.length; i++) {
    sum += weights[FIRST_NUMBER + i]! * squashed(numbers[i]!);
  }
  for (let i = 0; i < hashes.length; i++) {
    const index = FIRST_HASHED + (hashes[i]! % (ONLINE_SPARSE_DIMENSION - FIRST_HASHED));
    sum += weights[index]! * shares[i]!;
  }
  return sum;
}

function inputOf(
  numbers: readonly FeatureValue[],
  ofAd: readonly number[],
  attributes: readonly number[],
): OnlineInput {
  const hashes = [...ofAd];
  const weights = ofAd.map((_, i) => (i === 0 ? 1 : 1 / (ofAd.length - 1)));
  for (const attribute of attributes) {
    for (let i = 1; i < ofAd.length; i++) {
      // Two hashes mixed into one: no text is put together on the way to a decision.
      hashes.push(Math.imul(attribute ^ Math.imul(ofAd[i]!, 0x9e3779b1), 0x85ebca6b) >>> 0);
      weights.push(1 / (ofAd.length - 1));
    }
  }
  return { numbers, hashes, weights };
}

/** First the ad's own hash, then one for each of its categories. */
function adHashes([ad, categories]: readonly FeatureValue[]): number[] {
  const words = Array.isArray(categories) ? categories : [];
  return [hashText(`ad=${ad ?? ''}`), ...words.map((word) => hashText(`category=${word}`))];
}

function attributeHashes(attributes: readonly string[]): number[] {
  return [...attributes].sort().map(hashText);
}

function squashed(value: FeatureValue): number {
  if (typeof value !== 'number' || !Number.isFinite(value)) return 0;
  return value / (1 + Math.abs(value));
}
