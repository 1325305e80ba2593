import type { FeatureEncoding } from '@placard/contracts';
import { pageCategoryMatch } from './page-category-match.ts';
import { VIEWER_ATTRIBUTE_PREFIX } from './viewer-attribute.ts';

/** Whether a feature is missing for a viewer without a profile: all that is read from what they did. */
export function readsHistory({ name, side }: Pick<FeatureEncoding, 'name' | 'side'>): boolean {
  if (side === 'viewer') return !name.startsWith(VIEWER_ATTRIBUTE_PREFIX);
  return side === 'cross' && name !== pageCategoryMatch.name;
}
