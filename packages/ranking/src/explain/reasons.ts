import type { AdStats } from '../ad-stats/ad-stats.ts';
import { marketCtr } from '../ad-stats/posterior.ts';
import { affinity } from '../features/affinity.ts';
import type { PairReading } from '../features/feature.ts';

/** What the decision was like around the pair that won. */
export type ChoiceFacts = {
  readonly pair: PairReading;
  readonly stats: AdStats;
  readonly pCtr: number;
  /** How many ads competed for this opportunity. */
  readonly competitors: number;
  readonly explored: boolean;
  readonly byModel: boolean;
  readonly house: boolean;
  /** The ad came by what its item has in common with one that the viewer turned to. */
  readonly tie?: {
    /** Of an ad for that item; null where none tells its name. */
    readonly headline: string | null;
    /** In words and categories, rather than in who turned to them. */
    readonly byContent: boolean;
  };
};

const CLEARLY_ABOVE = 1.2;
const ENOUGH_IMPRESSIONS = 100;

/** Why this ad, in plain sentences, most important first. Each states a number or event that is known to be so. */
export function reasonsFor(choice: ChoiceFacts): string[] {
  if (choice.house) return ['No paid ad was available, so the publisher shows its own.'];
  return [
    ...(choice.explored ? ['Shown to learn: a small share of choices is left to chance.'] : []),
    ...(choice.tie ? [tieReason(choice.tie)] : []),
    ...behaviourReasons(choice.pair),
    ...pageReasons(choice.pair),
    ...popularityReasons(choice),
    predictionReason(choice),
    ...(choice.pair.viewer.key === null ? ['Nothing about you was used for this choice.'] : []),
  ];
}

function behaviourReasons({ viewer, ad }: PairReading): string[] {
  if (!viewer.profile) return [];
  const reasons: string[] = [];
  const categories = ad.facts.categories;
  const liked = categories
    .map((category) => ({ category, weight: viewer.byCategory.get(category)?.interestLong ?? 0 }))
    .filter(({ weight }) => weight >= 0.5)
    .sort((a, b) => b.weight - a.weight)
    .map(({ category }) => category);
  const short = affinity(viewer, categories, 'short');
  const long = affinity(viewer, categories, 'long');
  if (liked.length > 0 && short !== null && short > viewer.baseShort * CLEARLY_ABOVE) {
    reasons.push(`You showed interest in ${listed(liked)} just now.`);
  } else if (liked.length > 0 && long !== null && long > viewer.baseLong * CLEARLY_ABOVE) {
    reasons.push(`You respond to ${listed(liked)} more often than to other topics.`);
  } else if (liked.length > 0) {
    reasons.push(`You showed interest in ${listed(liked)} before.`);
  }
  const seen = viewer.profile.ads[ad.facts.adId];
  if (seen && seen.clicks > 0) reasons.push('You clicked this ad before.');
  else if (!seen && viewer.profile.impressions > 0) reasons.push('You have not seen this ad yet.');
  const { itemId } = ad.facts;
  if (itemId && viewer.profile.recent.some((entry) => entry.itemId === itemId)) {
    reasons.push('You looked at what it offers before.');
  }
  return reasons;
}

function tieReason({ headline, byContent }: NonNullable<ChoiceFacts['tie']>): string {
  const what = headline === null ? 'something' : `“${headline}”`;
  return byContent
    ? `You looked at ${what}, and this is about the same.`
    : `You looked at ${what}, and those who did often turned to this.`;
}

function pageReasons({ request, ad }: PairReading): string[] {
  const shared = request.pageCategories.filter((category) =>
    ad.facts.categories.includes(category),
  );
  return shared.length > 0 ? [`The page is about ${listed(shared)}, and so is the ad.`] : [];
}

function popularityReasons({ pair, stats }: ChoiceFacts): string[] {
  const usual = marketCtr(stats.market);
  if (pair.ad.impressions < ENOUGH_IMPRESSIONS || pair.ad.pCtr < usual * CLEARLY_ABOVE) return [];
  return [
    `It is clicked ${percent(pair.ad.pCtr)} of the time; ads here usually ${percent(usual)}.`,
  ];
}

function predictionReason({ byModel, pCtr, competitors }: ChoiceFacts): string {
  const who = byModel ? 'The trained model' : "The ad's record so far";
  const chance = `${who} gives a ${percent(pCtr)} chance of a click`;
  return competitors > 0
    ? `${chance}; with its bid it competed with ${competitors} other ${competitors === 1 ? 'ad' : 'ads'}.`
    : `${chance}; no other ad competed.`;
}

function listed(words: readonly string[]): string {
  const some = words.slice(0, 3);
  return some.length < 2 ? (some[0] ?? '') : `${some.slice(0, -1).join(', ')} and ${some.at(-1)}`;
}

function percent(share: number): string {
  return `${(100 * share).toPrecision(2)} %`;
}
