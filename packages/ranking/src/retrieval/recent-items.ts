import type { ViewerProfile } from '@placard/contracts';
import type { RecentItem } from './retriever.ts';

/**
 * The items a profile turned to, newest first, each once, weight 1. An item whose latest event is a `hide` is
 * left out: retrieval reads what drew the viewer.
 */
export function recentItems(profile: Pick<ViewerProfile, 'recent'>): RecentItem[] {
  const seen = new Set<string>();
  const items: RecentItem[] = [];
  for (const { itemId, kind } of profile.recent) {
    if (itemId === null || seen.has(itemId)) continue;
    seen.add(itemId);
    if (kind !== 'hide') items.push({ itemId, weight: 1 });
  }
  return items;
}
