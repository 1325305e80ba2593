import type { ContextFeature } from './feature.ts';

export const property: ContextFeature = {
  name: 'property',
  side: 'context',
  kind: 'categorical',
  read: (request) => request.propertyId,
};
