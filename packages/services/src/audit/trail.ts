import type { Transaction } from '@placard/db';
import type { ServiceContext } from '../context.ts';
import { type AuditEntry, recordAudit } from './record.ts';

export type Audit = (entry: AuditEntry) => Promise<void>;

/** Counts the audit rows of one transaction, so that a change without a trace can be rolled back. */
export function auditTrail(ctx: ServiceContext) {
  let entries = 0;
  return {
    into:
      (tx: Transaction, organizationId: string | null): Audit =>
      async (entry) => {
        entries += 1;
        await recordAudit(ctx, tx, organizationId, entry);
      },
    /** Called inside the transaction, after the work. */
    assertLeft: (): void => {
      if (entries === 0) throw new Error('a change without an audit row');
    },
  };
}
