import type { ContextFeature } from './feature.ts';

export const device: ContextFeature = {
  name: 'device',
  side: 'context',
  kind: 'categorical',
  read: (request) => request.device,
};
