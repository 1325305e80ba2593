import type { ContentIndex, ContentVectors } from '@placard/ranking';
import type { MarketAd } from './compiled-market.ts';

/** A market's content vectors by ad index. */
export type MarketContent = {
  readonly index: ContentIndex;
  of(adIndex: number): ContentVectors;
  /** By ad index, its row among the index's vectors; -1 where it has none. */
  readonly rows: Int32Array;
  /** By ad index, the topic that its text is mostly about; NO_TOPIC where that is not known. */
  readonly topics: Uint8Array;
};

export const NO_TOPIC = 255;

export function marketContent(index: ContentIndex, ads: readonly MarketAd[]): MarketContent {
  const found: (ContentVectors | undefined)[] = new Array(ads.length);
  const rows = Int32Array.from(ads, ({ facts }) => index.adRow(facts.adId));
  const topics = index.spaces.find(({ kind }) => kind === 'topics');
  return {
    index,
    of: (adIndex) => {
      const known = found[adIndex] ?? index.ofAd(ads[adIndex]!.facts.adId);
      found[adIndex] = known;
      return known;
    },
    rows,
    topics: Uint8Array.from(rows, (row) =>
      topics && row >= 0
        ? strongestTopics(topics.vectors, row * topics.dim, topics.dim, 1)[0]!
        : NO_TOPIC,
    ),
  };
}

/** The numbers of the `count` largest of vector[from .. from + dim), largest first. */
export function strongestTopics(
  vector: Float32Array,
  from: number,
  dim: number,
  count: number,
): number[] {
  const best: number[] = [];
  for (let k = 0; k < Math.min(count, dim); k++) {
    let top = -1;
    for (let f = 0; f < dim; f++) {
      if (!best.includes(f) && (top < 0 || vector[from + f]! > vector[from + top]!)) top = f;
    }
    best.push(top);
  }
  return best;
}
