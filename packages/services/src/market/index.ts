export { createMarket } from './create.ts';
export { marketEngagement } from './engagement.ts';
export { ensureDefaultMarket } from './ensure-default.ts';
export { listMarkets, listTenantMarkets } from './list.ts';
export * from './schemas.ts';
export { setExploration } from './set-exploration.ts';
export { setFairness } from './set-fairness.ts';
