import type { PlatformClient } from '@placard/simulator';
import { z } from 'zod';
import type { BenchMarket } from '../platform/create-bench-market.ts';
import { decideInTime } from '../platform/decide-in-time.ts';
import type { Dataset } from './import/dataset.ts';
import { LIST_LENGTH } from './measure.ts';

/** A viewer to be offered ten ads at a moment, none of which they saw before. */
export type ListQuestion = {
  readonly viewerId: string;
  readonly atMs: number;
  readonly seenItemIds: readonly string[];
};

/** What was offered, best first, with the served click rates. */
export const servedListSchema = z.object({
  viewerId: z.string(),
  itemIds: z.array(z.string()),
  pCtrs: z.array(z.number()),
  /** Over HTTP. */
  latencyMs: z.number(),
});
export type ServedList = z.infer<typeof servedListSchema>;

/**
 * Asks the platform for ten slots over the whole catalogue for each viewer, one after another. Nothing is
 * reported back, so that every method is asked about the same state. `among` restricts a viewer's choice to items.
 */
export async function askLists(
  questions: readonly ListQuestion[],
  { dataset, market, client }: { dataset: Dataset; market: BenchMarket; client: PlatformClient },
  among?: ReadonlyMap<string, readonly string[]>,
): Promise<ServedList[]> {
  const attributes = new Map(dataset.viewers.map((v) => [v.viewerId, v.attributes]));
  const itemOfAd = new Map([...market.ads].map(([itemId, { adId }]) => [adId, itemId]));
  const lists: ServedList[] = [];
  for (const { viewerId, atMs, seenItemIds } of questions) {
    await client.setClock(atMs);
    const startedMs = performance.now();
    const slots = await decideInTime(client, {
      opportunities: Array.from({ length: LIST_LENGTH }, (_, i) => ({
        slotId: `place-${i + 1}`,
        placementId: market.placementId,
      })),
      viewer: { key: viewerId, attributes: attributes.get(viewerId) ?? {} },
      consent: { personalization: true },
      excludeAds: seenItemIds.map((itemId) => market.ads.get(itemId)!.adId),
      ...(among && {
        restrictToAds: among.get(viewerId)!.map((itemId) => market.ads.get(itemId)!.adId),
      }),
    });
    const latencyMs = performance.now() - startedMs;
    const filled = slots.flatMap(({ ad }) => (ad ? [ad] : []));
    lists.push({
      viewerId,
      latencyMs,
      itemIds: filled.map((ad) => itemOfAd.get(ad.adId)!),
      pCtrs: filled.map((ad) => ad.pCtr ?? Number.NaN),
    });
  }
  return lists;
}

/** Each viewer of the test part at their first moment in it, with what they saw before it. */
export function listQuestions(
  dataset: Dataset,
  testNumbers: readonly number[],
  trainNumbers: readonly number[],
): ListQuestion[] {
  const firstMoment = new Map<string, number>();
  for (const number of testNumbers) {
    const { viewerId, atMs } = dataset.interactions[number]!;
    if (!firstMoment.has(viewerId)) firstMoment.set(viewerId, atMs);
  }
  const seen = new Map<string, string[]>();
  for (const number of trainNumbers) {
    const { viewerId, itemId } = dataset.interactions[number]!;
    seen.set(viewerId, [...(seen.get(viewerId) ?? []), itemId]);
  }
  return [...firstMoment]
    .map(([viewerId, atMs]) => ({ viewerId, atMs, seenItemIds: seen.get(viewerId) ?? [] }))
    .sort((a, b) => a.atMs - b.atMs);
}
