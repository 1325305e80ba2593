import { advertisers, ledgerAccounts } from '@placard/db';
import { and, asc, eq } from 'drizzle-orm';
import type { CallWithoutInput } from '../input.ts';
import { tenantRead } from '../transaction.ts';

/** The organization's advertisers with what is left in each wallet. */
export async function listAdvertisers({ ctx }: CallWithoutInput) {
  return tenantRead(ctx, async ({ tx, organizationId }) => {
    const rows = await tx
      .select({
        id: advertisers.id,
        name: advertisers.name,
        domain: advertisers.domain,
        timeZone: advertisers.timeZone,
        currency: advertisers.currency,
        attributionWindowDays: advertisers.attributionWindowDays,
        createdAt: advertisers.createdAt,
        balanceMicros: ledgerAccounts.balanceMicros,
      })
      .from(advertisers)
      .leftJoin(
        ledgerAccounts,
        and(
          eq(ledgerAccounts.kind, 'wallet'),
          eq(ledgerAccounts.ownerId, advertisers.id),
          eq(ledgerAccounts.currency, advertisers.currency),
        ),
      )
      .where(eq(advertisers.organizationId, organizationId))
      .orderBy(asc(advertisers.id));
    return rows.map((row) => ({ ...row, balanceMicros: row.balanceMicros ?? 0 }));
  });
}
