import type { AdFacts } from '../ad-stats/read-ad.ts';

/** Ads in an order of their own, with what a cheap pass over all of them needs: numbers instead of strings. */
export type AdCatalogue = {
  readonly ads: readonly { readonly facts: AdFacts }[];
  readonly adIndexById: ReadonlyMap<string, number>;
  /** Categories numbered; those of ad a are categories[categoryStart[a] .. categoryStart[a + 1] - 1]. */
  readonly categoryNumbers: ReadonlyMap<string, number>;
  readonly categories: Int32Array;
  readonly categoryStart: Int32Array;
};
