import type { RetrievedBy } from '@placard/contracts';
import { recentItems } from '@placard/ranking';
import type { Slot } from '../fill-slots.ts';
import { sourcesOf } from '../stages/retrieval-source.ts';
import { RECENT_ITEMS } from '../stages/retrieve.ts';

/** How retrieval came by the ad chosen; null where every eligible ad was scored. */
export function retrievedBy({ auction, choice }: Slot): RetrievedBy | null {
  if (!auction || !choice) return null;
  const { sources: bits, marketAd } = choice.bid.candidate;
  if (bits === 0) return null;
  const sources = sourcesOf(bits);
  const { profile } = auction.viewer.reading;
  const { itemId } = marketAd.ad;
  if (!sources.includes('neighbours') || !profile || itemId === null) return { sources };
  const recent = recentItems(profile).slice(0, RECENT_ITEMS);
  const becauseOfItemId = auction.state.retriever?.because(recent, itemId);
  return becauseOfItemId ? { sources, becauseOfItemId } : { sources };
}

/** The item behind the choice as a person knows it: by the headline of an ad that promotes it. */
export function turnedTo({ auction }: Slot, found: RetrievedBy | null) {
  const { retriever, compiled } = auction!.state;
  if (!retriever || !found?.sources.includes('neighbours')) return {};
  const [ad] = compiled.adsOfItem.get(found.becauseOfItemId ?? '') ?? [];
  const headline = ad === undefined ? null : compiled.ads[ad]!.ad.creative.headline;
  return { tie: { headline, byContent: retriever.method === 'content-based' } };
}
