import { markets } from '@placard/db';
import { newId } from '@placard/domain';
import { eq } from 'drizzle-orm';
import { assertStaff } from '../actor.ts';
import { nowOf } from '../context.ts';
import type { CallWithoutInput } from '../input.ts';
import { staffWrite } from '../transaction.ts';

/** The platform's market that campaigns and placements join unless told otherwise; made when there is none. */
export async function ensureDefaultMarket({ ctx }: CallWithoutInput): Promise<string> {
  assertStaff(ctx.actor);
  const known = await defaultMarketId();
  if (known) return known;
  const id = newId('mkt');
  await staffWrite(ctx, async ({ tx, audit }) => {
    await tx
      .insert(markets)
      .values({ id, name: 'Platform', isDefault: true, createdAt: nowOf(ctx) })
      .onConflictDoNothing();
    await audit(null, { action: 'market.create', entityId: id });
  });
  return (await defaultMarketId()) ?? id;

  async function defaultMarketId() {
    const [row] = await ctx.databases.admin
      .select({ id: markets.id })
      .from(markets)
      .where(eq(markets.isDefault, true));
    return row?.id;
  }
}
