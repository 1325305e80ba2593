import { markets } from '@placard/db';
import { eq } from 'drizzle-orm';
import { notFound } from '../errors.ts';
import { type Call, parseInput } from '../input.ts';
import { staffWrite } from '../transaction.ts';
import { type SetRetrievalInput, setRetrievalInput } from './schemas.ts';

/** How a market learns what ties its items; another method is learnt within a minute. Staff only. @throws not-found */
export async function setRetrieval({ ctx, input }: Call<SetRetrievalInput>): Promise<void> {
  const { marketId, method } = parseInput(setRetrievalInput, input);
  await staffWrite(ctx, async ({ tx, audit }) => {
    const changed = await tx
      .update(markets)
      .set({ retrievalMethod: method })
      .where(eq(markets.id, marketId))
      .returning({ id: markets.id });
    if (changed.length === 0) throw notFound('Market');
    await audit(null, {
      action: 'market.set-retrieval',
      entityId: marketId,
      detail: { method },
    });
  });
}
