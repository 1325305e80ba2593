import { markets } from '@placard/db';
import { eq } from 'drizzle-orm';
import { notFound } from '../errors.ts';
import { type Call, parseInput } from '../input.ts';
import { staffWrite } from '../transaction.ts';
import { type SetContentInput, setContentInput } from './schemas.ts';

/** What a market's contents are read by; another method is learnt within seconds. Staff only. @throws not-found */
export async function setContent({ ctx, input }: Call<SetContentInput>): Promise<void> {
  const { marketId, method } = parseInput(setContentInput, input);
  await staffWrite(ctx, async ({ tx, audit }) => {
    const changed = await tx
      .update(markets)
      .set({ contentMethod: method })
      .where(eq(markets.id, marketId))
      .returning({ id: markets.id });
    if (changed.length === 0) throw notFound('Market');
    await audit(null, { action: 'market.set-content', entityId: marketId, detail: { method } });
  });
}
