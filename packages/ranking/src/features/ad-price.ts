import type { AdFeature } from './feature.ts';

/** What the promoted item costs, in units of the advertiser's currency. */
export const adPrice: AdFeature = {
  name: 'ad-price',
  side: 'ad',
  kind: 'numeric',
  read: ({ facts: { priceMicros } }) => (priceMicros === null ? null : priceMicros / 1e6),
};
