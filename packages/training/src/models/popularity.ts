import type { RowList } from '../dataset/row-list.ts';

/** Impressions at the overall rate that every ad starts with. */
const PRIOR_IMPRESSIONS = 20;

/**
 * The baseline that knows no viewer: (clicks + 20 r) / (impressions + 20) of each ad, r the overall rate, which is
 * also that of an unseen ad. A beta prior's mean (Good, 1965).
 */
export function fitPopularity(rows: RowList): (adId: string) => number {
  let clicks = 0;
  const byAd = new Map<string, { impressions: number; clicks: number }>();
  for (const { adId, clicked } of rows) {
    const counts = byAd.get(adId) ?? { impressions: 0, clicks: 0 };
    counts.impressions++;
    if (clicked) {
      counts.clicks++;
      clicks++;
    }
    byAd.set(adId, counts);
  }
  const rate = clicks / Math.max(rows.length, 1);
  return (adId) => {
    const counts = byAd.get(adId) ?? { impressions: 0, clicks: 0 };
    return (counts.clicks + PRIOR_IMPRESSIONS * rate) / (counts.impressions + PRIOR_IMPRESSIONS);
  };
}
