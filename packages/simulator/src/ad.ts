import { normalSample, type Random } from '@placard/domain';
import { topicWeights } from './page.ts';

/** What a caller says of an ad that the platform serves under `adId`. */
export type AdSpec = {
  readonly adId: string;
  /** Categories, the main one first. */
  readonly topics: readonly string[];
  /** Where given, a conversion is a purchase of this item at this price. */
  readonly itemId?: string;
  readonly priceMicros?: number;
};

export type SimulatedAd = AdSpec & {
  readonly topicWeights: readonly number[];
  /** Latent quality: added to the click logit of everyone. */
  readonly appeal: number;
  /** Latent: added to the conversion logit of everyone who clicks. */
  readonly conversionAppeal: number;
};

const APPEAL_DEVIATION = 0.6;

export function sampleAd(spec: AdSpec, topics: readonly string[], random: Random): SimulatedAd {
  return {
    ...spec,
    topicWeights: topicWeights(spec.topics, topics),
    appeal: APPEAL_DEVIATION * normalSample(random),
    conversionAppeal: APPEAL_DEVIATION * normalSample(random),
  };
}
