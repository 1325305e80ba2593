import { markets } from '@placard/db';
import { eq } from 'drizzle-orm';
import { notFound } from '../errors.ts';
import { type Call, parseInput } from '../input.ts';
import { staffWrite } from '../transaction.ts';
import { type SetSessionPolicyInput, setSessionPolicyInput } from './schemas.ts';

/**
 * Whether a market's ads are ranked by what they do to the rest of a visit too. Switched on, it learns within a
 * minute, and serves once it has something to say; switched off, it stops within a second. Staff only.
 * @throws not-found
 */
export async function setSessionPolicy({ ctx, input }: Call<SetSessionPolicyInput>): Promise<void> {
  const { marketId, setting } = parseInput(setSessionPolicyInput, input);
  await staffWrite(ctx, async ({ tx, audit }) => {
    const changed = await tx
      .update(markets)
      .set({ sessionPolicy: setting })
      .where(eq(markets.id, marketId))
      .returning({ id: markets.id });
    if (changed.length === 0) throw notFound('Market');
    await audit(null, {
      action: 'market.set-session-policy',
      entityId: marketId,
      detail: { setting },
    });
  });
}
