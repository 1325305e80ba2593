import { contentChoiceSchema, contentMetricsSchema } from '@placard/contracts';
import { contentModels, markets } from '@placard/db';
import { desc, eq } from 'drizzle-orm';
import { notFound } from '../errors.ts';
import { type Call, parseInput } from '../input.ts';
import { staffRead } from '../transaction.ts';
import { type ContentInput, contentInput } from './schemas.ts';

/** What a market's contents are to be read by, and the newest model of them, which serves. Staff only. @throws not-found */
export async function getContent({ ctx, input }: Call<ContentInput>) {
  const { marketId } = parseInput(contentInput, input);
  return staffRead(ctx, async (tx) => {
    const [market] = await tx
      .select({ choice: markets.contentMethod })
      .from(markets)
      .where(eq(markets.id, marketId));
    if (!market) throw notFound('Market');
    const [newest] = await tx
      .select({
        id: contentModels.id,
        method: contentModels.method,
        contents: contentModels.contents,
        trainedAt: contentModels.trainedAt,
        updatedAt: contentModels.updatedAt,
        metrics: contentModels.metrics,
      })
      .from(contentModels)
      .where(eq(contentModels.marketId, marketId))
      .orderBy(desc(contentModels.trainedAt), desc(contentModels.id))
      .limit(1);
    return {
      choice: contentChoiceSchema.parse(market.choice),
      model: newest ? { ...newest, metrics: contentMetricsSchema.parse(newest.metrics) } : null,
    };
  });
}
