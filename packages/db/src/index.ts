/**
 * The database: drizzle schema (a file per table), migrations, connections by role, tenant transactions.
 * It refuses business rules: those live in services.
 */

export * from './advisory-locks.ts';
export * from './connect.ts';
export * from './listen.ts';
export * from './migrate.ts';
export { QUEUE_SCHEMA } from './migrate-queue.ts';
export * from './schema/index.ts';
export * from './with-tenant.ts';
