import type { Random } from '@placard/domain';
import { type AdSpec, type SimulatedAd, sampleAd } from './ad.ts';
import { type PageSpec, type SimulatedPage, topicWeights } from './page.ts';
import { DEFAULT_TRUTH, type TruthParameters } from './truth.ts';
import { type SimulatedViewer, sampleAttributeLoadings, sampleViewer } from './viewer.ts';

export type SimulatedMarket = {
  readonly topics: readonly string[];
  readonly viewers: readonly SimulatedViewer[];
  readonly pages: readonly SimulatedPage[];
  readonly ads: readonly SimulatedAd[];
  readonly truth: TruthParameters;
};

export type MarketOptions = {
  readonly topics: readonly string[];
  readonly viewerCount: number;
  readonly pages: readonly PageSpec[];
  readonly ads: readonly AdSpec[];
  /** Begins every viewer key, so that two markets never share viewers. Default `sim`. */
  readonly viewerKeyPrefix?: string;
  readonly truth?: Partial<TruthParameters>;
};

/** Draws a market. The same options and seed give the same market. @throws RangeError for an unknown topic. */
export function createMarket(options: MarketOptions, random: Random): SimulatedMarket {
  const { topics, viewerKeyPrefix = 'sim' } = options;
  const loadings = sampleAttributeLoadings(topics.length, random);
  return {
    topics,
    viewers: Array.from({ length: options.viewerCount }, (_, i) =>
      sampleViewer(`${viewerKeyPrefix}-${i + 1}`, topics.length, loadings, random),
    ),
    pages: options.pages.map((page) => ({
      ...page,
      topicWeights: topicWeights(page.topics, topics),
      popularity: 0.3 + random(),
    })),
    ads: options.ads.map((ad) => sampleAd(ad, topics, random)),
    truth: { ...DEFAULT_TRUTH, ...options.truth },
  };
}
