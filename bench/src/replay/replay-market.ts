import type { OpenServices } from '@placard/dev/platform';
import { DAY_MS } from '@placard/domain';
import type { AdFacts } from '@placard/ranking';
import { z } from 'zod';
import { type BenchMarket, createBenchMarket, textsOf } from '../platform/create-bench-market.ts';
import type { Dataset, Interaction } from './import/dataset.ts';
import { createPointInTime, type FedBack, type PointInTime } from './point-in-time.ts';

/** What later stages need to know of the market that was replayed; kept beside the results. */
export const replayMarketSchema = z.object({
  marketId: z.string(),
  placementId: z.string(),
  propertyId: z.string(),
  advertiserId: z.string(),
  createdAtMs: z.number(),
  /** By item id of the data set. */
  ads: z.record(z.string(), z.object({ adId: z.string(), itemId: z.string() })),
});
export type ReplayMarket = z.infer<typeof replayMarketSchema>;

/** The data set as an ad market that was there a day before its first interaction. */
export async function createReplayMarket(
  services: OpenServices,
  dataset: Dataset,
): Promise<BenchMarket> {
  const offers = dataset.items.map((item) => ({
    externalId: item.itemId,
    title: item.title,
    description: item.description,
    categories: item.categories,
    attributes: item.attributes,
    landingUrl: `https://replay.example/items/${encodeURIComponent(item.itemId)}`,
  }));
  return createBenchMarket(services, `Replay of ${dataset.name}`, offers, 0);
}

export function marketBirthMs(dataset: Dataset): number {
  return dataset.interactions[0]!.atMs - DAY_MS;
}

export function recordOfMarket(market: BenchMarket, createdAtMs: number): ReplayMarket {
  const { marketId, placementId, propertyId, advertiserId, ads } = market;
  return {
    marketId,
    placementId,
    propertyId,
    advertiserId,
    createdAtMs,
    ads: Object.fromEntries(ads),
  };
}

/** The market's past, to be rebuilt event by event. */
export function pointInTimeOf(market: ReplayMarket, dataset: Dataset): PointInTime {
  const { marketId, placementId, propertyId, advertiserId, createdAtMs } = market;
  const ads = dataset.items.map(
    (item): AdFacts => ({
      ...market.ads[item.itemId]!,
      categories: item.categories,
      priceMicros: null,
      advertiserId,
      format: 'native',
      width: 300,
      height: 250,
      createdAtMs,
      text: Object.values(textsOf(item)).filter(Boolean).join(' '),
    }),
  );
  const viewerAttributes = [
    ...new Set(dataset.viewers.flatMap((viewer) => Object.keys(viewer.attributes))),
  ];
  return createPointInTime({ marketId, ads, viewerAttributes, placementId, propertyId });
}

/** What an interaction is fed back as. */
export function feedbackOf(interaction: Interaction, market: ReplayMarket): FedBack[] {
  const { viewerId, itemId, clicked, atMs } = interaction;
  const about = { viewerKey: viewerId, adId: market.ads[itemId]!.adId, atMs };
  const impression: FedBack = { kind: 'impression', ...about };
  return clicked ? [impression, { kind: 'click', ...about }] : [impression];
}
