import type { CrossFeature } from './feature.ts';

/** How likely this viewer is to go on to one of the ad's categories from what they did last; null when unknown. */
export const nextTopic: CrossFeature = {
  name: 'next-topic',
  side: 'cross',
  kind: 'numeric',
  read: (_request, { nextTopics }, ad) => {
    if (!nextTopics) return null;
    let share = 0;
    for (const category of ad.facts.categories) share += nextTopics.get(category) ?? 0;
    return share;
  },
};
