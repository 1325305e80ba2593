import type { AdStats, Counts } from '@placard/ranking';
import {
  ctrPosterior,
  emptyAdStats,
  NO_COUNTS,
  posteriorMean,
  VIEWER_RATE_FROM,
} from '@placard/ranking';
import type { FeatureDefinition, TrainingRow } from '@placard/training';
import type { Dataset, Interaction } from '../replay/import/dataset.ts';

/** Named as in serving, so that a transfer knows which of them are ids. */
export const KNOWN_FEATURES: readonly FeatureDefinition[] = [
  { name: 'viewer-attribute:age', side: 'viewer', kind: 'categorical' },
  { name: 'viewer-attribute:gender', side: 'viewer', kind: 'categorical' },
  { name: 'viewer-attribute:occupation', side: 'viewer', kind: 'categorical' },
  { name: 'viewer-activity', side: 'viewer', kind: 'numeric' },
  { name: 'viewer-ctr', side: 'viewer', kind: 'numeric' },
  { name: 'viewer-last-categories', side: 'viewer', kind: 'multi' },
  { name: 'item', side: 'ad', kind: 'categorical' },
  { name: 'ad-categories', side: 'ad', kind: 'multi' },
  { name: 'ad-words', side: 'ad', kind: 'multi' },
  { name: 'ad-impressions', side: 'ad', kind: 'numeric' },
  { name: 'ad-ctr', side: 'ad', kind: 'numeric' },
  { name: 'affinity-long', side: 'cross', kind: 'numeric' },
];

/** Whom an interaction teaches of: the viewer's own state, and the item's counters. */
export type Teaches = { readonly viewer: boolean; readonly item: boolean };

export type KnownRow = TrainingRow & {
  /** Click rates known at its instant: the item's over the overall rate, and over that of its categories. */
  readonly popularity: number;
  readonly posterior: number;
};

type Viewer = {
  shown: number;
  taken: number;
  /** Newest first. */
  categories: string[];
  byCategory: Map<string, { shown: number; taken: number }>;
};

const LAST_CATEGORIES = 20;
/** Rates start as those of so many interactions at the rate that is known without them. */
const PRIOR = 10;
const AD_PRIOR = 20;

/**
 * A row for each interaction, oldest first, with what was known strictly before its instant; `teaches` says what may
 * be known of each. Words of an item are its decade, and of its title where `titleWords`.
 */
export function knownRows(
  { items, viewers, interactions }: Dataset,
  options: {
    readonly titleWords: boolean;
    readonly teaches: (interaction: Interaction, position: number) => Teaches;
  },
): KnownRow[] {
  const facts = new Map(
    items.map(({ itemId, title, categories, attributes }) => [
      itemId,
      {
        categories: [...categories],
        words: [
          ...(attributes.decade ? [attributes.decade] : []),
          ...(options.titleWords ? wordsOf(title) : []),
        ],
      },
    ]),
  );
  const attributes = new Map(viewers.map((viewer) => [viewer.viewerId, viewer.attributes]));
  const states = new Map<string, Viewer>();
  const byAd = new Map<string, Counts>();
  const byCategory = new Map<string, Counts>();
  let stats: AdStats = { ...emptyAdStats('mkt_bench'), byAd, byCategory };
  const stateOf = (id: string): Viewer => {
    const state = states.get(id) ?? { shown: 0, taken: 0, categories: [], byCategory: new Map() };
    states.set(id, state);
    return state;
  };
  const rows: KnownRow[] = [];
  for (let start = 0; start < interactions.length; ) {
    let end = start;
    while (interactions[end]?.atMs === interactions[start]!.atMs) end++;
    const overall = (stats.market.clicks + 1) / (stats.market.impressions + 2);
    for (const { viewerId, itemId, clicked, atMs } of interactions.slice(start, end)) {
      const viewer = stateOf(viewerId);
      const { categories, words } = facts.get(itemId)!;
      const { age, gender, occupation } = attributes.get(viewerId)!;
      const own = byAd.get(itemId) ?? NO_COUNTS;
      const popularity = (own.clicks + AD_PRIOR * overall) / (own.impressions + AD_PRIOR);
      const posterior = posteriorMean(ctrPosterior(stats, itemId, categories));
      const viewerRate = smoothed(viewer, 0.5);
      const liked = categories.map((category) =>
        smoothed(viewer.byCategory.get(category) ?? { shown: 0, taken: 0 }, viewerRate),
      );
      const affinity =
        liked.reduce((sum, rate) => sum + rate, 0) / Math.max(1, liked.length) - viewerRate;
      rows.push({
        atMs,
        adId: itemId,
        viewerKey: viewerId,
        clicked,
        weight: 1,
        popularity,
        posterior,
        values: {
          'viewer-attribute:age': age ?? null,
          'viewer-attribute:gender': gender ?? null,
          'viewer-attribute:occupation': occupation ?? null,
          'viewer-activity': viewer.shown,
          // As serving reads it, but for where rates are pulled to.
          'viewer-ctr': viewer.shown < VIEWER_RATE_FROM ? null : viewerRate,
          'viewer-last-categories': [...viewer.categories],
          item: itemId,
          'ad-categories': categories,
          'ad-words': words,
          'ad-impressions': own.impressions,
          'ad-ctr': posterior,
          'affinity-long': liked.length === 0 ? null : affinity,
        },
      });
    }
    for (let position = start; position < end; position++) {
      const interaction = interactions[position]!;
      const { categories } = facts.get(interaction.itemId)!;
      const taught = options.teaches(interaction, position);
      if (taught.viewer) teachViewer(stateOf(interaction.viewerId), categories, interaction);
      if (!taught.item) continue;
      add(byAd, interaction.itemId, interaction);
      for (const category of categories) add(byCategory, category, interaction);
      stats = { ...stats, market: counted(stats.market, interaction) };
    }
    start = end;
  }
  return rows;
}

function teachViewer(
  viewer: Viewer,
  categories: readonly string[],
  { clicked }: Interaction,
): void {
  const taken = Number(clicked);
  viewer.shown++;
  viewer.taken += taken;
  for (const category of categories) {
    const known = viewer.byCategory.get(category) ?? { shown: 0, taken: 0 };
    viewer.byCategory.set(category, { shown: known.shown + 1, taken: known.taken + taken });
  }
  if (clicked) viewer.categories = [...categories, ...viewer.categories].slice(0, LAST_CATEGORIES);
}

function smoothed({ shown, taken }: { shown: number; taken: number }, prior: number): number {
  return (taken + PRIOR * prior) / (shown + PRIOR);
}

function counted(counts: Counts, { clicked }: Interaction): Counts {
  const { impressions, clicks, conversions } = counts;
  return { impressions: impressions + 1, clicks: clicks + Number(clicked), conversions };
}

function add(all: Map<string, Counts>, key: string, interaction: Interaction): void {
  all.set(key, counted(all.get(key) ?? NO_COUNTS, interaction));
}

function wordsOf(title: string): string[] {
  return title.toLowerCase().match(/\p{L}{3,}/gu) ?? [];
}
