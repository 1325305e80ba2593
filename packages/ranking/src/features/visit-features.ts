import { categoryExposure } from './category-exposure.ts';
import { hoursSinceClick } from './hours-since-click.ts';
import { mainCategoryExposure } from './main-category-exposure.ts';
import { visitClicks } from './visit-clicks.ts';
import { visitDepth } from './visit-depth.ts';

/** How a visit has gone so far: what a session policy reads beside the features that click models read. */
export const VISIT_FEATURES = [
  visitDepth,
  visitClicks,
  hoursSinceClick,
  categoryExposure,
  mainCategoryExposure,
] as const;
