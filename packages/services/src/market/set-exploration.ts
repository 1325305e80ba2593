import { markets } from '@placard/db';
import { eq } from 'drizzle-orm';
import { notFound } from '../errors.ts';
import { type Call, parseInput } from '../input.ts';
import { staffWrite } from '../transaction.ts';
import { type SetExplorationInput, setExplorationInput } from './schemas.ts';

/** How much a market explores. Staff only. @throws not-found */
export async function setExploration({ ctx, input }: Call<SetExplorationInput>): Promise<void> {
  const { marketId, exploration } = parseInput(setExplorationInput, input);
  await staffWrite(ctx, async ({ tx, audit }) => {
    const changed = await tx
      .update(markets)
      .set({ exploration })
      .where(eq(markets.id, marketId))
      .returning({ id: markets.id });
    if (changed.length === 0) throw notFound('Market');
    await audit(null, {
      action: 'market.set-exploration',
      entityId: marketId,
      detail: { exploration },
    });
  });
}
