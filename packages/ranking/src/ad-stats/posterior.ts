import type { AdStats, Counts } from './ad-stats.ts';

/** A Beta distribution over a rate. */
export type BetaPosterior = { readonly alpha: number; readonly beta: number };

/** What is assumed of a market nobody has seen: display's usual order of magnitude. */
const FIRST_CTR = 0.01;
const FIRST_CVR = 0.02;
/** Impressions (or clicks) of evidence that the wider group's rate is worth. */
const MARKET_STRENGTH = 100;
const CATEGORY_STRENGTH = 50;
const AD_STRENGTH = 20;
const AD_CLICK_STRENGTH = 10;

/**
 * P(click | impression) of an ad: its own counts over a Beta prior at the mean of its categories, each of
 * which leans on the market's mean in the same way (empirical Bayes; Chapelle and Li, NIPS 2011, for display).
 */
export function ctrPosterior(
  stats: AdStats,
  adId: string,
  categories: readonly string[],
): BetaPosterior {
  const market = rate(stats.market.clicks, stats.market.impressions, FIRST_CTR, MARKET_STRENGTH);
  let prior = 0;
  let known = 0;
  for (const category of categories) {
    const counts = stats.byCategory.get(category);
    if (!counts) continue;
    prior += rate(counts.clicks, counts.impressions, market, CATEGORY_STRENGTH);
    known += 1;
  }
  const mean = known > 0 ? prior / known : market;
  const own = stats.byAd.get(adId);
  return beta(mean, AD_STRENGTH, own?.clicks ?? 0, own?.impressions ?? 0);
}

/** P(conversion | click) of an ad, over the market's mean. */
export function cvrPosterior(stats: AdStats, adId: string): BetaPosterior {
  const market = rate(stats.market.conversions, stats.market.clicks, FIRST_CVR, MARKET_STRENGTH);
  const own = stats.byAd.get(adId);
  return beta(market, AD_CLICK_STRENGTH, own?.conversions ?? 0, own?.clicks ?? 0);
}

export function posteriorMean({ alpha, beta }: BetaPosterior): number {
  return alpha / (alpha + beta);
}

/** The market's smoothed click rate: what an ad is compared with. */
export function marketCtr(market: Counts): number {
  return rate(market.clicks, market.impressions, FIRST_CTR, MARKET_STRENGTH);
}

function rate(hits: number, trials: number, prior: number, strength: number): number {
  return (Math.min(hits, trials) + strength * prior) / (trials + strength);
}

/** Hits beyond trials (a click whose impression came later) count as trials too. */
function beta(prior: number, strength: number, hits: number, trials: number): BetaPosterior {
  return {
    alpha: strength * prior + hits,
    beta: strength * (1 - prior) + Math.max(0, trials - hits),
  };
}
