import type { ContextFeature } from './feature.ts';

export const os: ContextFeature = {
  name: 'os',
  side: 'context',
  kind: 'categorical',
  read: (request) => request.os,
};
