import { retrievalChoiceSchema, retrievalMetricsSchema } from '@placard/contracts';
import { markets, retrievalModels } from '@placard/db';
import { desc, eq } from 'drizzle-orm';
import { notFound } from '../errors.ts';
import { type Call, parseInput } from '../input.ts';
import { staffRead } from '../transaction.ts';
import { type RetrievalMarketInput, retrievalInput } from './schemas.ts';

const SHOWN = 20;

/** What a market asks for and the models it learnt, newest first: the first one serves. Staff only. @throws not-found */
export async function getRetrieval({ ctx, input }: Call<RetrievalMarketInput>) {
  const { marketId } = parseInput(retrievalInput, input);
  return staffRead(ctx, async (tx) => {
    const [market] = await tx
      .select({ choice: markets.retrievalMethod })
      .from(markets)
      .where(eq(markets.id, marketId));
    if (!market) throw notFound('Market');
    const models = await tx
      .select({
        id: retrievalModels.id,
        method: retrievalModels.method,
        items: retrievalModels.items,
        interactions: retrievalModels.interactions,
        trainedAt: retrievalModels.trainedAt,
        metrics: retrievalModels.metrics,
      })
      .from(retrievalModels)
      .where(eq(retrievalModels.marketId, marketId))
      .orderBy(desc(retrievalModels.trainedAt), desc(retrievalModels.id))
      .limit(SHOWN);
    return {
      choice: retrievalChoiceSchema.parse(market.choice),
      models: models.map((model) => ({
        ...model,
        metrics: retrievalMetricsSchema.parse(model.metrics),
      })),
    };
  });
}
