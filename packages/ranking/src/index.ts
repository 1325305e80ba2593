/**
 * What serving and training share: viewer profiles, ad counters, features and their encoding, the ONNX scorer,
 * exploration, explanations and ranking metrics. It refuses I/O other than running a model it was handed.
 */

export * from './ad-stats/ad-stats.ts';
export * from './ad-stats/delta.ts';
export * from './ad-stats/posterior.ts';
export * from './ad-stats/read-ad.ts';
export * from './calibration/index.ts';
export * from './content/index.ts';
export * from './embed.ts';
export * from './embed-sequences.ts';
export * from './encode.ts';
export * from './encode-sequences.ts';
export * from './explain/feature-importance.ts';
export * from './explain/local-surrogate.ts';
export * from './explain/partial-dependence.ts';
export * from './explain/reasons.ts';
export * from './explain/shapley-values.ts';
export * from './exploration/plackett-luce.ts';
export * from './exploration/thompson.ts';
export * from './features/affinity.ts';
export * from './features/default-features.ts';
export * from './features/feature.ts';
export * from './features/read-features.ts';
export { VIEWER_RATE_FROM } from './features/viewer-ctr.ts';
export { VISIT_FEATURES } from './features/visit-features.ts';
export * from './log-position.ts';
export * from './metrics/index.ts';
export * from './online/index.ts';
export * from './pre-rank/ad-catalogue.ts';
export * from './pre-rank/best-positions.ts';
export { PRE_RANK_CROSS_FEATURES } from './pre-rank/cross-terms.ts';
export * from './pre-rank/kth-largest.ts';
export * from './pre-rank/pre-ranker.ts';
export * from './pre-rank/shortlist.ts';
export * from './profile/apply-event.ts';
export { behaviourWeight } from './profile/behaviour-weight.ts';
export * from './profile/interest-tags.ts';
export * from './profile/read-viewer.ts';
export * from './retrieval/index.ts';
export * from './scorer/load-scorer.ts';
export * from './scorer/pair-embedder.ts';
export * from './scorer/scorer.ts';
export * from './session/visit-value.ts';
