import type { ContextFeature } from './feature.ts';

export const placement: ContextFeature = {
  name: 'placement',
  side: 'context',
  kind: 'categorical',
  read: (request) => request.placementId,
};
