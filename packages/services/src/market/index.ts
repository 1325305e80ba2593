export { createMarket } from './create.ts';
export { marketEngagement } from './engagement.ts';
export { ensureDefaultMarket } from './ensure-default.ts';
export { listMarkets, listTenantMarkets } from './list.ts';
export { marketOnline } from './online.ts';
export * from './schemas.ts';
export { setExploration } from './set-exploration.ts';
export { setFairness } from './set-fairness.ts';
export { setPolicy } from './set-policy.ts';
