import type { AdFeature } from './feature.ts';

const COUNT = 3;
/** Of all that the text is about. */
const LEAST_SHARE = 0.2;

/** The topics that the ad's text is mostly about, by the market's topic model, as `topic-<number>`; strongest first. */
export const adTopics: AdFeature = {
  name: 'ad-topics',
  side: 'ad',
  kind: 'multi',
  read: ({ content: { topics } }) => {
    if (!topics) return [];
    let names = known.get(topics);
    if (!names) {
      names = strongest(topics);
      known.set(topics, names);
    }
    return [...names];
  },
};

/** Vectors outlive thousands of readings. */
const known = new WeakMap<Float32Array, readonly string[]>();

function strongest(topics: Float32Array): string[] {
  const total = topics.reduce((sum, weight) => sum + weight, 0);
  return Array.from(topics, (weight, topic) => ({ topic, share: weight / total }))
    .filter(({ share }) => share >= LEAST_SHARE)
    .sort((a, b) => b.share - a.share || a.topic - b.topic)
    .slice(0, COUNT)
    .map(({ topic }) => `topic-${topic}`);
}
