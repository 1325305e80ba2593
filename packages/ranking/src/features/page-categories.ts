import type { ContextFeature } from './feature.ts';

export const pageCategories: ContextFeature = {
  name: 'page-categories',
  side: 'context',
  kind: 'multi',
  read: (request) => [...request.pageCategories],
};
