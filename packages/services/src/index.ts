/**
 * Every change and every back-office read, one verb a file: it owns who may do what, tenant transactions and
 * the audit trail. It refuses transports (no HTTP, no tRPC), and a tenant that comes from input.
 */

export * from './actor.ts';
export * from './context.ts';
export * from './errors.ts';
export * from './snapshot/index.ts';
