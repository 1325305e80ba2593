import type { ContextFeature } from './feature.ts';

/** 1 (Monday) - 7, UTC. */
export const weekday: ContextFeature = {
  name: 'weekday',
  side: 'context',
  kind: 'categorical',
  read: (request) => new Date(request.nowMs).getUTCDay() || 7,
};
