import { markets, retrainingPolicies } from '@placard/db';
import { eq } from 'drizzle-orm';
import { nowOf } from '../context.ts';
import { notFound } from '../errors.ts';
import { type Call, parseInput } from '../input.ts';
import { staffWrite } from '../transaction.ts';
import { type SetRetrainingInput, setRetrainingInput } from './schemas.ts';

/** Says when a market trains by itself. Staff only. @throws not-found */
export async function setRetraining({ ctx, input }: Call<SetRetrainingInput>): Promise<void> {
  const { marketId, ...policy } = parseInput(setRetrainingInput, input);
  await staffWrite(ctx, async ({ tx, audit }) => {
    const [market] = await tx.select().from(markets).where(eq(markets.id, marketId));
    if (!market) throw notFound('Market');
    const values = { ...policy, updatedAt: nowOf(ctx) };
    await tx
      .insert(retrainingPolicies)
      .values({ marketId, ...values })
      .onConflictDoUpdate({ target: retrainingPolicies.marketId, set: values });
    await audit(null, { action: 'market.set-retraining', entityId: marketId, detail: policy });
  });
}
