import type { ViewerProfile } from '@placard/contracts';
import type { ContentIndex } from '../content/content-index.ts';
import { NO_VIEWER_CONTENT, type ViewerContent } from '../content/content-vectors.ts';
import { viewerContent } from '../content/viewer-content.ts';
import { LONG_HALF_LIFE_MS, remaining, SHORT_HALF_LIFE_MS } from './decay.ts';
import { nextTopics } from './transitions.ts';

/** Interest and exposure of one category, decayed to the moment of the request. */
export type CategoryWeights = {
  interestShort: number;
  interestLong: number;
  exposureShort: number;
  exposureLong: number;
};

/** A viewer as one request sees them: everything decayed once, before any ad is looked at. */
export type ViewerReading = {
  /** Null without consent or key: then nothing else is known either, except what the request declares. */
  readonly key: string | null;
  readonly attributes: Readonly<Record<string, string>>;
  readonly profile: ViewerProfile | null;
  readonly nowMs: number;
  readonly byCategory: ReadonlyMap<string, CategoryWeights>;
  /** The viewer's overall clicks-over-exposures ratio: what an unknown category is assumed to have. */
  readonly baseShort: number;
  readonly baseLong: number;
  /** P(next topic | last topic); null while no step from it is known. */
  readonly nextTopics: ReadonlyMap<string, number> | null;
  /** What they turned to, as vectors of the market's content. */
  readonly content: ViewerContent;
};

const PRIOR_RATIO = 0.05;
const PRIOR_EXPOSURES = 2;

/** `attributes` are those the request declares; they win over the profile's. `content` is what the market knows of contents. */
export function readViewer(
  key: string | null,
  attributes: Readonly<Record<string, string>>,
  profile: ViewerProfile | null,
  nowMs: number,
  content: ContentIndex | null = null,
): ViewerReading {
  const byCategory = new Map<string, CategoryWeights>();
  const total = emptyWeights();
  if (profile) {
    for (const category in profile.interests) {
      const weight = profile.interests[category]!;
      const into = weightsOf(byCategory, category);
      into.interestShort = weight.short * remaining(nowMs - weight.atMs, SHORT_HALF_LIFE_MS);
      into.interestLong = weight.long * remaining(nowMs - weight.atMs, LONG_HALF_LIFE_MS);
      total.interestShort += into.interestShort;
      total.interestLong += into.interestLong;
    }
    for (const category in profile.exposures) {
      const weight = profile.exposures[category]!;
      const into = weightsOf(byCategory, category);
      into.exposureShort = weight.short * remaining(nowMs - weight.atMs, SHORT_HALF_LIFE_MS);
      into.exposureLong = weight.long * remaining(nowMs - weight.atMs, LONG_HALF_LIFE_MS);
      total.exposureShort += into.exposureShort;
      total.exposureLong += into.exposureLong;
    }
  }
  return {
    key,
    attributes: profile ? { ...profile.attributes, ...attributes } : attributes,
    profile,
    nowMs,
    byCategory,
    baseShort: smoothedRatio(total.interestShort, total.exposureShort, PRIOR_RATIO),
    baseLong: smoothedRatio(total.interestLong, total.exposureLong, PRIOR_RATIO),
    nextTopics: profile && nextTopics(profile, nowMs),
    content: profile && content ? viewerContent(profile, content, nowMs) : NO_VIEWER_CONTENT,
  };
}

/** Interest over exposure, pulled to `prior` while there is little of either. */
export function smoothedRatio(interest: number, exposure: number, prior: number): number {
  return (interest + PRIOR_EXPOSURES * prior) / (exposure + PRIOR_EXPOSURES);
}

function weightsOf(map: Map<string, CategoryWeights>, category: string): CategoryWeights {
  let weights = map.get(category);
  if (!weights) {
    weights = emptyWeights();
    map.set(category, weights);
  }
  return weights;
}

function emptyWeights(): CategoryWeights {
  return { interestShort: 0, interestLong: 0, exposureShort: 0, exposureLong: 0 };
}
