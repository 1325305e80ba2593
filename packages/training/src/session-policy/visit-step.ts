import type { FeatureValues } from '@placard/contracts';

/** One showing of a logged visit: what was known when it was decided, and what it earned. */
export type VisitStep = {
  readonly adId: string;
  /** Point-in-time values of the decision. */
  readonly values: FeatureValues;
  /** What it is expected to earn by itself: its pCTR, or its expected revenue in micros. */
  readonly reward: number;
};

/** The showings of one visit, in order. After the last one the viewer left. */
export type Visit = readonly VisitStep[];
