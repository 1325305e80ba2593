import type { ContextFeature } from './feature.ts';

export const country: ContextFeature = {
  name: 'country',
  side: 'context',
  kind: 'categorical',
  read: (request) => request.country,
};
