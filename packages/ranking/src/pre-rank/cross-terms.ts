import { HOUR_MS } from '@placard/domain';
import { MISSING_ROW } from '../encode.ts';
import type { RequestReading } from '../features/feature.ts';
import { smoothedRatio, type ViewerReading } from '../profile/read-viewer.ts';
import type { AdCatalogue } from './ad-catalogue.ts';
import type { BucketIndex } from './bucket-index.ts';

/** Cross features a pre-ranker knows a fast way to: it goes without the others. */
export const PRE_RANK_CROSS_FEATURES: readonly string[] = [
  'affinity-short',
  'affinity-long',
  'viewer-ad-impressions',
  'hours-since-shown',
  'page-category-match',
];

/** A cross feature within one request: what each of its rows adds to the logit. */
export type CrossTerm = {
  readonly feature: string;
  /** The row of a value. */
  readonly rowOf: BucketIndex;
  readonly byRow: Float64Array;
};

/**
 * Adds the cross features of (viewer, ad) pairs to the logits of many ads at once: the same values as the
 * features read pair by pair, from arrays over numbered categories and ads.
 */
export type CrossPass = (
  terms: readonly CrossTerm[],
  request: RequestReading,
  viewer: ViewerReading,
  ads: Int32Array,
  count: number,
  logits: Float64Array,
) => void;

export function createCrossPass(catalogue: AdCatalogue): CrossPass {
  const { adIndexById, categoryNumbers, categories, categoryStart } = catalogue;
  const interest = new Float64Array(categoryNumbers.size);
  const exposure = new Float64Array(categoryNumbers.size);
  const onPage = new Float64Array(categoryNumbers.size);
  const bySeenAd = new Float64Array(catalogue.ads.length);

  const addConstant = (value: number, count: number, logits: Float64Array) => {
    for (let i = 0; i < count; i++) logits[i]! += value;
  };

  const addAffinity = (
    { rowOf, byRow }: CrossTerm,
    viewer: ViewerReading,
    horizon: 'short' | 'long',
    ads: Int32Array,
    count: number,
    logits: Float64Array,
  ) => {
    if (!viewer.profile) {
      addConstant(byRow[MISSING_ROW]!, count, logits);
      return;
    }
    const short = horizon === 'short';
    const base = short ? viewer.baseShort : viewer.baseLong;
    interest.fill(0);
    exposure.fill(0);
    for (const [category, weights] of viewer.byCategory) {
      const number = categoryNumbers.get(category);
      if (number === undefined) continue;
      interest[number] = short ? weights.interestShort : weights.interestLong;
      exposure[number] = short ? weights.exposureShort : weights.exposureLong;
    }
    for (let i = 0; i < count; i++) {
      const from = categoryStart[ads[i]!]!;
      const to = categoryStart[ads[i]! + 1]!;
      if (from === to) {
        logits[i]! += byRow[MISSING_ROW]!;
        continue;
      }
      let interests = 0;
      let exposures = 0;
      for (let c = from; c < to; c++) {
        interests += interest[categories[c]!]!;
        exposures += exposure[categories[c]!]!;
      }
      logits[i]! += byRow[rowOf(smoothedRatio(interests, exposures, base))]!;
    }
  };

  const addPageMatch = (
    { rowOf, byRow }: CrossTerm,
    { pageCategories }: RequestReading,
    ads: Int32Array,
    count: number,
    logits: Float64Array,
  ) => {
    const known: number[] = [];
    for (const category of pageCategories) {
      const number = categoryNumbers.get(category);
      if (number === undefined) continue;
      onPage[number]! += 1;
      known.push(number);
    }
    addConstant(byRow[rowOf(0)]!, count, logits);
    if (known.length === 0) return;
    const byMatches = Float64Array.from(
      { length: known.length + 1 },
      (_, matches) => byRow[rowOf(matches)]! - byRow[rowOf(0)]!,
    );
    for (let i = 0; i < count; i++) {
      const from = categoryStart[ads[i]!]!;
      const to = categoryStart[ads[i]! + 1]!;
      let matches = 0;
      for (let c = from; c < to; c++) {
        const match = onPage[categories[c]!]!;
        if (match !== 0 && categories.indexOf(categories[c]!, from) === c) matches += match;
      }
      if (matches !== 0) logits[i]! += byMatches[matches]!;
    }
    for (const number of known) onPage[number] = 0;
  };

  /** What the viewer saw of each ad: the same for all ads but the few they saw. */
  const addSeen = (
    { feature, rowOf, byRow }: CrossTerm,
    request: RequestReading,
    { profile }: ViewerReading,
    ads: Int32Array,
    count: number,
    logits: Float64Array,
  ) => {
    const countsImpressions = feature === 'viewer-ad-impressions';
    const unseen = byRow[profile && countsImpressions ? rowOf(0) : MISSING_ROW]!;
    addConstant(unseen, count, logits);
    if (!profile) return;
    for (const adId in profile.ads) {
      const ad = adIndexById.get(adId);
      if (ad === undefined) continue;
      const { impressions, lastAtMs } = profile.ads[adId]!;
      const hours = Math.max(0, request.nowMs - lastAtMs) / HOUR_MS;
      const row = rowOf(countsImpressions ? impressions : hours);
      bySeenAd[ad] = byRow[row]! - unseen;
    }
    for (let i = 0; i < count; i++) logits[i]! += bySeenAd[ads[i]!]!;
    for (const adId in profile.ads) {
      const ad = adIndexById.get(adId);
      if (ad !== undefined) bySeenAd[ad] = 0;
    }
  };

  return (terms, request, viewer, ads, count, logits) => {
    for (const term of terms) {
      if (term.feature === 'affinity-short') addAffinity(term, viewer, 'short', ads, count, logits);
      else if (term.feature === 'affinity-long')
        addAffinity(term, viewer, 'long', ads, count, logits);
      else if (term.feature === 'page-category-match')
        addPageMatch(term, request, ads, count, logits);
      else addSeen(term, request, viewer, ads, count, logits);
    }
  };
}
