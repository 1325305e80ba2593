import { advertisers, memberships, organizations, publishers } from '@placard/db';
import { desc, eq, sql } from 'drizzle-orm';
import type { CallWithoutInput } from '../input.ts';
import { staffRead } from '../transaction.ts';

/** Every organization with what it has. Staff only. */
export async function listOrganizations({ ctx }: CallWithoutInput) {
  return staffRead(ctx, (tx) => {
    const countOf = (table: typeof memberships | typeof advertisers | typeof publishers) =>
      sql`(${tx
        .select({ count: sql`count(*)` })
        .from(table)
        .where(eq(table.organizationId, organizations.id))})`.mapWith(Number);
    return tx
      .select({
        id: organizations.id,
        name: organizations.name,
        isPlatform: organizations.isPlatform,
        createdAt: organizations.createdAt,
        memberCount: countOf(memberships),
        advertiserCount: countOf(advertisers),
        publisherCount: countOf(publishers),
      })
      .from(organizations)
      .orderBy(desc(organizations.id))
      .limit(1_000);
  });
}
