import { ledgerAccounts, publishers } from '@placard/db';
import { and, asc, eq } from 'drizzle-orm';
import type { CallWithoutInput } from '../input.ts';
import { tenantRead } from '../transaction.ts';

/** The organization's publishers with what the platform owes each. */
export async function listPublishers({ ctx }: CallWithoutInput) {
  return tenantRead(ctx, async ({ tx, organizationId }) => {
    const rows = await tx
      .select({
        id: publishers.id,
        name: publishers.name,
        timeZone: publishers.timeZone,
        currency: publishers.currency,
        shareBps: publishers.shareBps,
        createdAt: publishers.createdAt,
        owedMicros: ledgerAccounts.balanceMicros,
      })
      .from(publishers)
      .leftJoin(
        ledgerAccounts,
        and(
          eq(ledgerAccounts.kind, 'payout'),
          eq(ledgerAccounts.ownerId, publishers.id),
          eq(ledgerAccounts.currency, publishers.currency),
        ),
      )
      .where(eq(publishers.organizationId, organizationId))
      .orderBy(asc(publishers.id));
    return rows.map((row) => ({ ...row, owedMicros: row.owedMicros ?? 0 }));
  });
}
