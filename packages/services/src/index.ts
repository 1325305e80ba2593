/**
 * Every change and every back-office read, one verb a file: it owns who may do what, tenant transactions and
 * the audit trail. It refuses transports (no HTTP, no tRPC), and a tenant that comes from input.
 */

export * from './actor.ts';
export * from './ad/index.ts';
export * from './ad-group/index.ts';
export * from './advertiser/index.ts';
export * from './api-key/index.ts';
export * from './asset/index.ts';
export * from './audit/index.ts';
export * from './auth/index.ts';
export * from './campaign/index.ts';
export * from './content/index.ts';
export * from './context.ts';
export * from './creative/index.ts';
export * from './decision/index.ts';
export * from './drift/index.ts';
export * from './errors.ts';
export * from './experiment/index.ts';
export * from './explanation/index.ts';
export type { Call, CallWithoutInput } from './input.ts';
export * from './item/index.ts';
export * from './market/index.ts';
export * from './member/index.ts';
export * from './model-version/index.ts';
export * from './organization/index.ts';
export * from './placement/index.ts';
export * from './platform/index.ts';
export * from './property/index.ts';
export * from './publisher/index.ts';
export * from './report/index.ts';
export * from './retraining/index.ts';
export * from './retrieval/index.ts';
export * from './review/index.ts';
export * from './session-policy/index.ts';
export * from './snapshot/index.ts';
export * from './training-run/index.ts';
export * from './user/index.ts';
export * from './wallet/index.ts';
