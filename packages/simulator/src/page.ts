/** What a caller says of a page; `url`, `title` and `topics` reach the platform as page context. */
export type PageSpec = {
  readonly url: string;
  readonly title: string;
  /** Categories, the main one first. */
  readonly topics: readonly string[];
  readonly keywords?: readonly string[];
};

export type SimulatedPage = PageSpec & {
  /** Share of each of the market's topics; sums to 1. */
  readonly topicWeights: readonly number[];
  /** How often it is read against others of its topic. */
  readonly popularity: number;
};

/** Weights over the market's topics: the first named counts double. @throws RangeError when none is known. */
export function topicWeights(named: readonly string[], topics: readonly string[]): number[] {
  const weights = topics.map((topic) => {
    const place = named.indexOf(topic);
    return place < 0 ? 0 : place === 0 ? 2 : 1;
  });
  const sum = weights.reduce<number>((a, b) => a + b, 0);
  if (sum === 0)
    throw new RangeError(`none of these is a topic of the market: ${named.join(', ')}`);
  return weights.map((weight) => weight / sum);
}
