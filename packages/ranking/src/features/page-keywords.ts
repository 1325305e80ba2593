import type { ContextFeature } from './feature.ts';

export const pageKeywords: ContextFeature = {
  name: 'page-keywords',
  side: 'context',
  kind: 'multi',
  read: (request) => [...request.pageKeywords],
};
