/**
 * The decision pipeline and the ports it needs: from a request and an in-memory snapshot to an answer, its
 * tokens and its records. It refuses to wait for a database, and knows no transport and no store.
 */

export { HOUSE } from './answer/house.ts';
export * from './compiled-snapshot.ts';
export * from './decider.ts';
export * from './pipeline.ts';
export * from './ports.ts';
export type { RequestFacts } from './read-request.ts';
export type { TokenPayload } from './tokens/payload.ts';
export * from './tokens/seal.ts';
export type { Trials } from './trials.ts';
