import { sql } from 'drizzle-orm';
import type { Database, Transaction } from './connect.ts';

/**
 * Runs `work` in one transaction that sees only `organizationId`'s rows. The setting is local to the
 * transaction, so that a pooled connection never carries one tenant into another's request.
 */
export async function withTenant<T>(
  database: Database,
  organizationId: string,
  work: (tx: Transaction) => Promise<T>,
  options: { accessMode?: 'read only' | 'read write' } = {},
): Promise<T> {
  return database.transaction(async (tx) => {
    await tx.execute(sql`select set_config('placard.organization_id', ${organizationId}, true)`);
    return work(tx);
  }, options);
}
