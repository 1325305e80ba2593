import type { ContextFeature } from './feature.ts';

/** The item the page is about: an article, a product. */
export const pageItem: ContextFeature = {
  name: 'page-item',
  side: 'context',
  kind: 'categorical',
  read: (request) => request.pageItemId,
};
