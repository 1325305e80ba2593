import type { ContextFeature } from './feature.ts';

/** 0-23, UTC. */
export const hour: ContextFeature = {
  name: 'hour',
  side: 'context',
  kind: 'categorical',
  read: (request) => new Date(request.nowMs).getUTCHours(),
};
