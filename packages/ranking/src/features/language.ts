import type { ContextFeature } from './feature.ts';

export const language: ContextFeature = {
  name: 'language',
  side: 'context',
  kind: 'categorical',
  read: (request) => request.language,
};
