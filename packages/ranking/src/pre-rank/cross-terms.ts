import { HOUR_MS } from '@placard/domain';
import { MISSING_ROW } from '../encode.ts';
import type { RequestReading } from '../features/feature.ts';
import { smoothedRatio, type ViewerReading } from '../profile/read-viewer.ts';
import type { AdCatalogue } from './ad-catalogue.ts';
import { type BucketIndex, createBucketIndex, rowAt } from './bucket-index.ts';

/** Cross features a pre-ranker knows a fast way to: it goes without the others. */
export const PRE_RANK_CROSS_FEATURES: readonly string[] = [
  'affinity-short',
  'affinity-long',
  'viewer-ad-impressions',
  'hours-since-shown',
  'page-category-match',
];

/** A cross feature within one request: what each of its rows adds to the logit. */
export type CrossTerm = { readonly index: BucketIndex; readonly byRow: Float64Array };

const NO_TERM: CrossTerm = { index: createBucketIndex([]), byRow: new Float64Array(2) };

/**
 * Adds the cross features of (viewer, ad) pairs to the logits of many ads at once, by feature name: the same
 * values as the features read pair by pair, from arrays over numbered categories and ads.
 */
export type CrossPass = (
  terms: ReadonlyMap<string, CrossTerm>,
  request: RequestReading,
  viewer: ViewerReading,
  ads: Int32Array,
  count: number,
  logits: Float64Array,
) => void;

/** Per category: interest and exposure, short and long, then how often the page has it. */
const STRIDE = 5;

export function createCrossPass(catalogue: AdCatalogue): CrossPass {
  const { adIndexById, categoryNumbers, categories, categoryStart } = catalogue;
  const { listOfAd, lists } = categoryLists(catalogue);
  /** What its categories add for an ad of a list, within the pass that it was last worked out in. */
  const byList = new Float64Array(lists);
  const passOfList = new Float64Array(lists);
  let pass = 0;
  /** Where most ads have a list of their own, remembering costs more than it saves. */
  const repeats = 2 * lists <= catalogue.ads.length;
  const byCategory = new Float64Array(categoryNumbers.size * STRIDE);
  const bySeenAd = new Float64Array(catalogue.ads.length);

  const writeCategories = (viewer: ViewerReading, pageCategories: readonly string[]) => {
    byCategory.fill(0);
    for (const [category, weights] of viewer.byCategory) {
      const number = categoryNumbers.get(category);
      if (number === undefined) continue;
      byCategory[number * STRIDE] = weights.interestShort;
      byCategory[number * STRIDE + 1] = weights.exposureShort;
      byCategory[number * STRIDE + 2] = weights.interestLong;
      byCategory[number * STRIDE + 3] = weights.exposureLong;
    }
    for (const category of pageCategories) {
      const number = categoryNumbers.get(category);
      if (number !== undefined) byCategory[number * STRIDE + 4]! += 1;
    }
  };

  /** Writes what differs for the ads that the viewer saw; returns what all others get. */
  const writeSeen = (
    impressions: CrossTerm,
    hours: CrossTerm,
    { nowMs }: RequestReading,
    { profile }: ViewerReading,
  ): number => {
    const unseenRow = profile ? rowAt(impressions.index, 0) : MISSING_ROW;
    const unseen = impressions.byRow[unseenRow]! + hours.byRow[MISSING_ROW]!;
    for (const adId in profile?.ads) {
      const ad = adIndexById.get(adId);
      if (ad === undefined) continue;
      const seen = profile.ads[adId]!;
      const hoursAgo = Math.max(0, nowMs - seen.lastAtMs) / HOUR_MS;
      bySeenAd[ad] =
        impressions.byRow[rowAt(impressions.index, seen.impressions)]! +
        hours.byRow[rowAt(hours.index, hoursAgo)]! -
        unseen;
    }
    return unseen;
  };

  const forgetSeen = ({ profile }: ViewerReading) => {
    for (const adId in profile?.ads) {
      const ad = adIndexById.get(adId);
      if (ad !== undefined) bySeenAd[ad] = 0;
    }
  };

  return (terms, request, viewer, ads, count, logits) => {
    const termOf = (name: string) => terms.get(name) ?? NO_TERM;
    const short = termOf('affinity-short');
    const long = termOf('affinity-long');
    const page = termOf('page-category-match');
    writeCategories(viewer, request.pageCategories);
    const constant = writeSeen(
      termOf('viewer-ad-impressions'),
      termOf('hours-since-shown'),
      request,
      viewer,
    );
    const known = viewer.profile !== null;
    const stranger = short.byRow[MISSING_ROW]! + long.byRow[MISSING_ROW]!;
    const { baseShort, baseLong } = viewer;
    pass += 1;
    for (let i = 0; i < count; i++) {
      const ad = ads[i]!;
      const list = listOfAd[ad]!;
      if (repeats && passOfList[list] === pass) {
        logits[i]! += constant + bySeenAd[ad]! + byList[list]!;
        continue;
      }
      const from = categoryStart[ad]!;
      const to = categoryStart[ad + 1]!;
      let interestShort = 0;
      let exposureShort = 0;
      let interestLong = 0;
      let exposureLong = 0;
      let matches = 0;
      for (let c = from; c < to; c++) {
        const at = categories[c]! * STRIDE;
        interestShort += byCategory[at]!;
        exposureShort += byCategory[at + 1]!;
        interestLong += byCategory[at + 2]!;
        exposureLong += byCategory[at + 3]!;
        const match = byCategory[at + 4]!;
        if (match !== 0 && isFirst(categories, from, c)) matches += match;
      }
      let term = page.byRow[rowAt(page.index, matches)]!;
      if (known && to > from) {
        const shortly = smoothedRatio(interestShort, exposureShort, baseShort);
        const lasting = smoothedRatio(interestLong, exposureLong, baseLong);
        term += short.byRow[rowAt(short.index, shortly)]!;
        term += long.byRow[rowAt(long.index, lasting)]!;
      } else {
        term += stranger;
      }
      if (repeats) {
        byList[list] = term;
        passOfList[list] = pass;
      }
      logits[i]! += constant + bySeenAd[ad]! + term;
    }
    forgetSeen(viewer);
  };
}

/** Many ads name the same categories in the same order: each such list is looked at once. */
function categoryLists({ ads, categoryNumbers, categories, categoryStart }: AdCatalogue) {
  const listOfAd = new Int32Array(ads.length);
  /** Lists by what they begin with: that part's number and the next category as one key. */
  const parts = new Map<number, number>();
  const listOfPart = new Map<number, number>();
  for (let ad = 0; ad < ads.length; ad++) {
    let part = 0;
    for (let c = categoryStart[ad]!; c < categoryStart[ad + 1]!; c++) {
      const key = part * categoryNumbers.size + categories[c]!;
      part = parts.get(key) ?? parts.size + 1;
      parts.set(key, part);
    }
    const list = listOfPart.get(part) ?? listOfPart.size;
    listOfPart.set(part, list);
    listOfAd[ad] = list;
  }
  return { listOfAd, lists: listOfPart.size };
}

/** Whether a category was not named before at `from` and after: an ad may name one twice. */
function isFirst(categories: Int32Array, from: number, at: number): boolean {
  for (let c = from; c < at; c++) if (categories[c] === categories[at]) return false;
  return true;
}
