import { similarity } from '../content/content-vectors.ts';
import type { CrossFeature } from './feature.ts';

/** Cosine of the topics of the ad's text and of what this viewer turned to over months; null where unknown. */
export const topicAffinity: CrossFeature = {
  name: 'topic-affinity',
  side: 'cross',
  kind: 'numeric',
  read: (_request, viewer, ad) => similarity(viewer.content.long.topics, ad.content.topics),
};
