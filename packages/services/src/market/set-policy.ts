import { markets } from '@placard/db';
import { eq } from 'drizzle-orm';
import { notFound } from '../errors.ts';
import { type Call, parseInput } from '../input.ts';
import { staffWrite } from '../transaction.ts';
import { type SetPolicyInput, setPolicyInput } from './schemas.ts';

/** Who of the candidates a market shows. Staff only. @throws not-found */
export async function setPolicy({ ctx, input }: Call<SetPolicyInput>): Promise<void> {
  const { marketId, policy } = parseInput(setPolicyInput, input);
  await staffWrite(ctx, async ({ tx, audit }) => {
    const changed = await tx
      .update(markets)
      .set({ policy })
      .where(eq(markets.id, marketId))
      .returning({ id: markets.id });
    if (changed.length === 0) throw notFound('Market');
    await audit(null, {
      action: 'market.set-policy',
      entityId: marketId,
      detail: { policy },
    });
  });
}
