import { markets } from '@placard/db';
import { newId } from '@placard/domain';
import { nowOf } from '../context.ts';
import { type Call, parseInput } from '../input.ts';
import { staffWrite } from '../transaction.ts';
import { type CreateMarketInput, createMarketInput } from './schemas.ts';

/** A further market of the platform, with its own champion. Staff only. */
export async function createMarket({ ctx, input }: Call<CreateMarketInput>) {
  const data = parseInput(createMarketInput, input);
  const id = newId('mkt');
  await staffWrite(ctx, async ({ tx, audit }) => {
    await tx.insert(markets).values({ id, ...data, createdAt: nowOf(ctx) });
    await audit(null, { action: 'market.create', entityId: id, detail: data });
  });
  return { marketId: id };
}
