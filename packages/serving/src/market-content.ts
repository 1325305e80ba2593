import type { ContentIndex, ContentVectors } from '@placard/ranking';
import type { MarketAd } from './compiled-market.ts';

/** A market's content vectors by ad index. */
export type MarketContent = {
  readonly index: ContentIndex;
  of(adIndex: number): ContentVectors;
  /** By ad index, its row among the index's vectors; -1 where it has none. */
  readonly rows: Int32Array;
};

export function marketContent(index: ContentIndex, ads: readonly MarketAd[]): MarketContent {
  const found: (ContentVectors | undefined)[] = new Array(ads.length);
  return {
    index,
    of: (adIndex) => {
      const known = found[adIndex] ?? index.ofAd(ads[adIndex]!.facts.adId);
      found[adIndex] = known;
      return known;
    },
    rows: Int32Array.from(ads, ({ facts }) => index.adRow(facts.adId)),
  };
}
