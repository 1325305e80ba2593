import { normalSample, seededRandom } from '@placard/domain';
import type { FeatureDefinition, TrainingRow } from '../src/index.ts';

export interface SyntheticRow extends TrainingRow {
  /** The click rate the row was drawn from. */
  readonly trueRate: number;
}

export const SYNTHETIC_FEATURES: readonly FeatureDefinition[] = [
  { name: 'placement', side: 'context', kind: 'categorical' },
  { name: 'viewer', side: 'viewer', kind: 'categorical' },
  { name: 'viewer-interests', side: 'viewer', kind: 'multi' },
  { name: 'viewer-activity', side: 'viewer', kind: 'numeric' },
  { name: 'ad', side: 'ad', kind: 'categorical' },
  { name: 'ad-categories', side: 'ad', kind: 'multi' },
];

const TOPICS = 8;

/**
 * Impressions whose click rate is a known function: a bias per ad and placement, a curve in activity, and
 * an interaction of the viewer's interests with the ad's category, which no sum of per-feature
 * weights can express.
 */
export function syntheticMarket(count: number, seed: number): SyntheticRow[] {
  const random = seededRandom(seed);
  const pick = (size: number) => Math.floor(random() * size);
  const ads = Array.from({ length: 40 }, (_, i) => ({
    id: `ad_${i}`,
    topic: i % TOPICS,
    bias: 0.5 * normalSample(random),
  }));
  const viewers = Array.from({ length: 300 }, (_, i) => ({
    key: `viewer_${i}`,
    interests: [i % TOPICS, pick(TOPICS)],
    activity: 18 + pick(50),
  }));
  return Array.from({ length: count }, (_, i) => {
    const ad = ads[pick(ads.length)]!;
    const viewer = viewers[pick(viewers.length)]!;
    const placement = pick(4);
    const matches = viewer.interests.includes(ad.topic);
    const logit =
      -1.8 +
      ad.bias +
      0.3 * placement -
      ((viewer.activity - 40) / 30) ** 2 +
      (matches ? 2.5 : -0.5);
    const trueRate = 1 / (1 + Math.exp(-logit));
    return {
      atMs: 1_700_000_000_000 + i * 1000,
      adId: ad.id,
      viewerKey: viewer.key,
      weight: 1,
      clicked: random() < trueRate,
      trueRate,
      values: {
        placement: `plc_${placement}`,
        viewer: viewer.key,
        'viewer-interests': viewer.interests.map((topic) => `topic_${topic}`),
        'viewer-activity': viewer.activity,
        ad: ad.id,
        'ad-categories': [`topic_${ad.topic}`],
      },
    };
  });
}
