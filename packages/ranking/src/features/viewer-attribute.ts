import type { ViewerFeature } from './feature.ts';

export const VIEWER_ATTRIBUTE_PREFIX = 'viewer-attribute:';

/** One attribute that publishers declare of their viewers, such as an age band. */
export function viewerAttribute(attribute: string): ViewerFeature {
  return {
    name: `${VIEWER_ATTRIBUTE_PREFIX}${attribute}`,
    side: 'viewer',
    kind: 'categorical',
    read: ({ attributes }) =>
      Object.hasOwn(attributes, attribute) ? (attributes[attribute] ?? null) : null,
  };
}
