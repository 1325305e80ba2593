import type { FeatureDefinition, TrainingRow } from '@placard/training';
import type { Dataset } from '../replay/import/dataset.ts';

/** Named as in serving, so that models find their histories. No id of the viewer: those of the test slice are new. */
export const HISTORY_FEATURES: readonly FeatureDefinition[] = [
  { name: 'viewer-attribute:age', side: 'viewer', kind: 'categorical' },
  { name: 'viewer-attribute:gender', side: 'viewer', kind: 'categorical' },
  { name: 'viewer-attribute:occupation', side: 'viewer', kind: 'categorical' },
  { name: 'viewer-activity', side: 'viewer', kind: 'numeric' },
  { name: 'viewer-ctr', side: 'viewer', kind: 'numeric' },
  { name: 'viewer-last-items', side: 'viewer', kind: 'multi' },
  { name: 'viewer-last-categories', side: 'viewer', kind: 'multi' },
  { name: 'item', side: 'ad', kind: 'categorical' },
  { name: 'ad-categories', side: 'ad', kind: 'multi' },
  { name: 'ad-impressions', side: 'ad', kind: 'numeric' },
  { name: 'ad-ctr', side: 'ad', kind: 'numeric' },
];

const HISTORY = 10;
/** Rates start as those of this many interactions at a half. */
const PRIOR = 10;

interface Known {
  shown: number;
  taken: number;
  /** Newest first. */
  items: string[];
}

/**
 * A row for each interaction, oldest first, with all that was known strictly before its instant: a viewer's last
 * taken items, and smoothed rates of viewer and item.
 */
export function historyRows({ items, viewers, interactions }: Dataset): TrainingRow[] {
  const categories = new Map(items.map((item) => [item.itemId, [...item.categories]]));
  const attributes = new Map(viewers.map((viewer) => [viewer.viewerId, viewer.attributes]));
  const byViewer = new Map<string, Known>();
  const byItem = new Map<string, Known>();
  const rows: TrainingRow[] = [];
  for (let start = 0; start < interactions.length; ) {
    let end = start;
    while (interactions[end]?.atMs === interactions[start]!.atMs) end++;
    const instant = interactions.slice(start, end);
    for (const { viewerId, itemId, clicked, atMs } of instant) {
      const viewer = knownOf(byViewer, viewerId);
      const item = knownOf(byItem, itemId);
      const { age, gender, occupation } = attributes.get(viewerId)!;
      rows.push({
        atMs,
        adId: itemId,
        viewerKey: viewerId,
        clicked,
        weight: 1,
        values: {
          'viewer-attribute:age': age ?? null,
          'viewer-attribute:gender': gender ?? null,
          'viewer-attribute:occupation': occupation ?? null,
          'viewer-activity': viewer.shown,
          'viewer-ctr': rateOf(viewer),
          'viewer-last-items': viewer.items,
          'viewer-last-categories': viewer.items.flatMap((taken) => categories.get(taken)!),
          item: itemId,
          'ad-categories': categories.get(itemId)!,
          'ad-impressions': item.shown,
          'ad-ctr': rateOf(item),
        },
      });
    }
    for (const { viewerId, itemId, clicked } of instant) {
      for (const known of [knownOf(byViewer, viewerId), knownOf(byItem, itemId)]) {
        known.shown++;
        known.taken += Number(clicked);
      }
      const viewer = knownOf(byViewer, viewerId);
      if (clicked) viewer.items = [itemId, ...viewer.items].slice(0, HISTORY);
    }
    start = end;
  }
  return rows;
}

function knownOf(all: Map<string, Known>, id: string): Known {
  const known = all.get(id) ?? { shown: 0, taken: 0, items: [] };
  all.set(id, known);
  return known;
}

function rateOf({ shown, taken }: Known): number {
  return (taken + PRIOR / 2) / (shown + PRIOR);
}
