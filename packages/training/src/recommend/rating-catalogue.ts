import { baseline } from './baseline.ts';
import { matrixFactorisation } from './matrix-factorisation.ts';
import { itemNeighbourRatings, knnBaseline, userNeighbourRatings } from './neighbour-ratings.ts';
import { ratingBlend } from './rating-blend.ts';
import type { RatingMethod } from './rating-method.ts';
import { svdPlusPlus } from './svd-plus-plus.ts';
import { truncatedSvdRatings } from './truncated-svd-ratings.ts';

/** Every rating predictor by its name: a new one is a file and a line here. */
export const RATING_METHODS = {
  baseline,
  'user-neighbours': userNeighbourRatings,
  'item-neighbours': itemNeighbourRatings,
  'knn-baseline': knnBaseline,
  'truncated-svd': truncatedSvdRatings,
  'matrix-factorisation': matrixFactorisation,
  'svd-plus-plus': svdPlusPlus,
  blend: ratingBlend([{ method: knnBaseline }, { method: svdPlusPlus }]),
} as const satisfies Readonly<Record<string, RatingMethod>>;

export type RatingMethodName = keyof typeof RATING_METHODS;
