export {
  type BayesianLastLayer,
  type BayesianLastLayerState,
  bayesianLastLayerStateSchema,
  createBayesianLastLayer,
} from './bayesian-last-layer.ts';
export { createFtrl, type Ftrl, type FtrlState, ftrlStateSchema } from './ftrl.ts';
export type { Gaussian } from './gaussian.ts';
export { hashFeatures, type SparseVector } from './hash-features.ts';
export { pickThompsonWeights } from './lin-thompson.ts';
export { pickLinUcb } from './lin-ucb.ts';
export {
  createLinearPosterior,
  type LinearPosterior,
  type LinearPosteriorState,
  linearPosteriorStateSchema,
} from './linear-posterior.ts';
export { onlineReader } from './online-features.ts';
export { createOnlineMarket, type OnlineMarket, onlineMarketStateSchema } from './online-market.ts';
export type { Outcome } from './outcome.ts';
export { pickFromDistribution } from './pick-from-distribution.ts';
export {
  type LearntBid,
  type LearntRate,
  type LoadedLearner,
  loadLearner,
} from './served-learner.ts';
export { servedRate } from './served-rate.ts';
