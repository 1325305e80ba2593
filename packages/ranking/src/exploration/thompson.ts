import { betaSample, type Random } from '@placard/domain';
import type { BetaPosterior } from '../ad-stats/posterior.ts';
import type { Pick } from './plackett-luce.ts';

/** A believed rate, with draws from it made once and used for every propensity while the belief stands. */
export type RateBelief = { readonly posterior: BetaPosterior; readonly draws: Float64Array };

export function rateBelief(
  posterior: BetaPosterior,
  drawCount: number,
  random: Random,
): RateBelief {
  const draws = new Float64Array(drawCount);
  for (let i = 0; i < drawCount; i++)
    draws[i] = betaSample(posterior.alpha, posterior.beta, random);
  return { posterior, draws };
}

/** A candidate's uncertain rate and what one success is worth: its score is value x rate. */
export type UncertainBid = {
  /** Null when the score is certain: `value` itself (a CPM bid pays whatever the rate). */
  readonly rate: RateBelief | null;
  readonly value: number;
  /** Score at the posterior mean, for telling exploration from greed. */
  readonly meanScore: number;
};

/**
 * Thompson sampling (Thompson, 1933; Chapelle and Li, NIPS 2011): draws a rate for each and picks the best
 * score. The propensity is the share of the beliefs' kept draws (and this one) that pick the same: an
 * estimate, marked so, with a standard error of at most 0.5 / sqrt(draws).
 */
export function pickThompson(bids: readonly UncertainBid[], random: Random): Pick {
  if (bids.length === 0) throw new RangeError('nothing to pick from');
  const index = best(bids, ({ posterior }) => betaSample(posterior.alpha, posterior.beta, random));
  const replays = Math.min(...bids.map(({ rate }) => rate?.draws.length ?? Infinity));
  let agreeing = 1;
  if (replays < Infinity) {
    for (let i = 0; i < replays; i++)
      if (best(bids, ({ draws }) => draws[i]!) === index) agreeing++;
  }
  const greedy = bids.reduce((top, bid, i) => (bid.meanScore > bids[top]!.meanScore ? i : top), 0);
  return {
    index,
    propensity: replays < Infinity ? agreeing / (replays + 1) : 1,
    estimated: true,
    explored: index !== greedy,
  };
}

function best(bids: readonly UncertainBid[], draw: (rate: RateBelief) => number): number {
  let top = 0;
  let topScore = -Infinity;
  for (let i = 0; i < bids.length; i++) {
    const { rate, value } = bids[i]!;
    const score = rate ? value * draw(rate) : value;
    if (score > topScore) {
      topScore = score;
      top = i;
    }
  }
  return top;
}
