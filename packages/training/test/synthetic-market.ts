import { normalSample, seededRandom } from '@placard/domain';
import type { FeatureDefinition, TrainingRow } from '../src/index.ts';

export interface SyntheticRow extends TrainingRow {
  /** The click rate the row was drawn from. */
  readonly trueRate: number;
}

export const SYNTHETIC_FEATURES: readonly FeatureDefinition[] = [
  { name: 'placement', side: 'context', kind: 'categorical' },
  { name: 'viewer', side: 'viewer', kind: 'categorical' },
  { name: 'interests', side: 'viewer', kind: 'multi' },
  { name: 'age', side: 'viewer', kind: 'numeric' },
  { name: 'ad', side: 'ad', kind: 'categorical' },
  { name: 'categories', side: 'ad', kind: 'multi' },
];

const TOPICS = 8;

/**
 * Impressions whose click rate is a known function: a bias per ad and placement, a curve in age, and
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
    age: 18 + pick(50),
  }));
  return Array.from({ length: count }, (_, i) => {
    const ad = ads[pick(ads.length)]!;
    const viewer = viewers[pick(viewers.length)]!;
    const placement = pick(4);
    const matches = viewer.interests.includes(ad.topic);
    const logit =
      -1.8 + ad.bias + 0.3 * placement - ((viewer.age - 40) / 30) ** 2 + (matches ? 2.5 : -0.5);
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
        interests: viewer.interests.map((topic) => `topic_${topic}`),
        age: viewer.age,
        ad: ad.id,
        categories: [`topic_${ad.topic}`],
      },
    };
  });
}
