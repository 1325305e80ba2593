import { similarity } from '../content/content-vectors.ts';
import type { CrossFeature } from './feature.ts';

/** Cosine of the ad's picture and those this viewer turned to over months; null where either is unknown. */
export const imageSimilarity: CrossFeature = {
  name: 'image-similarity',
  side: 'cross',
  kind: 'numeric',
  read: (_request, viewer, ad) => similarity(viewer.content.long.image, ad.content.image),
};
