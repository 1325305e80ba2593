import type { AdFeature } from './feature.ts';

/** The item the ad promotes: ads of one item share what is learnt of it. */
export const adItem: AdFeature = {
  name: 'item',
  side: 'ad',
  kind: 'categorical',
  read: (ad) => ad.facts.itemId,
};
