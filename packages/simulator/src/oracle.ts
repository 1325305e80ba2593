import type { SimulatedAd } from './ad.ts';
import type { Exposures } from './exposures.ts';
import type { SimulatedMarket } from './market.ts';
import { type Situation, trueCtr } from './truth.ts';

/** The ad a ranker that knows the truth would show now, and its true click rate. */
export function oracleChoice(
  market: SimulatedMarket,
  situation: Omit<Situation, 'ad'>,
  exposures: Exposures,
  eligible: readonly SimulatedAd[] = market.ads,
): { readonly ad: SimulatedAd; readonly ctr: number } {
  let best: { ad: SimulatedAd; ctr: number } | undefined;
  for (const ad of eligible) {
    const ctr = trueCtr(market.truth, { ...situation, ad }, exposures);
    if (!best || ctr > best.ctr) best = { ad, ctr };
  }
  if (!best) throw new RangeError('no ad is eligible');
  return best;
}

/** Expected clicks given away by showing `situation.ad` where the oracle stood in the same place: never below 0. */
export function regretOf(
  market: SimulatedMarket,
  situation: Situation,
  exposures: Exposures,
  eligible: readonly SimulatedAd[] = market.ads,
): number {
  const best = oracleChoice(market, situation, exposures, eligible);
  return best.ctr - trueCtr(market.truth, situation, exposures);
}
