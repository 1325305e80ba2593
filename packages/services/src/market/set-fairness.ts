import { markets } from '@placard/db';
import { eq } from 'drizzle-orm';
import { notFound } from '../errors.ts';
import { type Call, parseInput } from '../input.ts';
import { staffWrite } from '../transaction.ts';
import { type SetFairnessInput, setFairnessInput } from './schemas.ts';

/** Declares the viewer attributes over whose groups new models must be equally honest. Staff only. @throws not-found */
export async function setFairness({ ctx, input }: Call<SetFairnessInput>): Promise<void> {
  const { marketId, attributes } = parseInput(setFairnessInput, input);
  await staffWrite(ctx, async ({ tx, audit }) => {
    const changed = await tx
      .update(markets)
      .set({ fairnessAttributes: attributes })
      .where(eq(markets.id, marketId))
      .returning({ id: markets.id });
    if (changed.length === 0) throw notFound('Market');
    await audit(null, {
      action: 'market.set-fairness',
      entityId: marketId,
      detail: { attributes },
    });
  });
}
