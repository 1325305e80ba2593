export { type BlendMember, blend } from './blend.ts';
export { type Interactions, rowsByViewer, selectInteractions } from './interactions.ts';
export { toRetrievalModel } from './online-form.ts';
export { itemPopularity } from './popularity.ts';
export { type RatingBlendMember, ratingBlend } from './rating-blend.ts';
export { RATING_METHODS, type RatingMethodName } from './rating-catalogue.ts';
export type { RatingMethod } from './rating-method.ts';
export { RECOMMENDER_METHODS, type RecommenderMethodName } from './recommender-catalogue.ts';
export type { Recommender, RecommenderMethod } from './recommender-method.ts';
