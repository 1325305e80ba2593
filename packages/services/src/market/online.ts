import { onlineReportSchema } from '@placard/contracts';
import { onlineStates } from '@placard/db';
import { eq } from 'drizzle-orm';
import { type Call, parseInput } from '../input.ts';
import { staffRead } from '../transaction.ts';
import { type MarketOnlineInput, marketOnlineInput } from './schemas.ts';

/** What a market has learnt between trainings; null before its first outcome. Staff only. */
export async function marketOnline({ ctx, input }: Call<MarketOnlineInput>) {
  const { marketId } = parseInput(marketOnlineInput, input);
  return staffRead(ctx, async (tx) => {
    const [row] = await tx
      .select({ report: onlineStates.report, updatedAt: onlineStates.updatedAt })
      .from(onlineStates)
      .where(eq(onlineStates.marketId, marketId));
    return row ? { ...onlineReportSchema.parse(row.report), updatedAt: row.updatedAt } : null;
  });
}
