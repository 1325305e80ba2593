import { similarity } from '../content/content-vectors.ts';
import type { CrossFeature } from './feature.ts';

/** Cosine of the ad's text and what this viewer turned to in this visit; null where either is unknown. */
export const contentSimilarityShort: CrossFeature = {
  name: 'content-similarity-short',
  side: 'cross',
  kind: 'numeric',
  read: (_request, viewer, ad) => similarity(viewer.content.short.text, ad.content.text),
};

/** The same over months. */
export const contentSimilarityLong: CrossFeature = {
  name: 'content-similarity-long',
  side: 'cross',
  kind: 'numeric',
  read: (_request, viewer, ad) => similarity(viewer.content.long.text, ad.content.text),
};
