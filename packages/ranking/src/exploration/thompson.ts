import { betaSample, type Random } from '@placard/domain';
import type { BetaPosterior } from '../ad-stats/posterior.ts';
import type { Pick } from './plackett-luce.ts';

/** A candidate's uncertain rate and what one success is worth: its score is value x rate. */
export type UncertainBid = {
  /** Null when the score is certain: `value` itself (a CPM bid pays whatever the rate). */
  readonly posterior: BetaPosterior | null;
  readonly value: number;
  /** Score at the posterior mean, for telling exploration from greed. */
  readonly meanScore: number;
};

/**
 * Thompson sampling (Thompson, 1933; Chapelle and Li, NIPS 2011): draws a rate for each and picks the best
 * score. The propensity is the share of `replays` further draws (and this one) that pick the same: an
 * estimate, marked so, with a standard error of at most 0.5 / sqrt(replays).
 */
export function pickThompson(bids: readonly UncertainBid[], replays: number, random: Random): Pick {
  if (bids.length === 0) throw new RangeError('nothing to pick from');
  const index = drawBest(bids, random);
  let agreeing = 1;
  for (let i = 0; i < replays; i++) if (drawBest(bids, random) === index) agreeing += 1;
  const greedy = bids.reduce(
    (best, bid, i) => (bid.meanScore > bids[best]!.meanScore ? i : best),
    0,
  );
  return {
    index,
    propensity: agreeing / (replays + 1),
    estimated: true,
    explored: index !== greedy,
  };
}

function drawBest(bids: readonly UncertainBid[], random: Random): number {
  let best = 0;
  let bestScore = -Infinity;
  for (let i = 0; i < bids.length; i++) {
    const { posterior, value } = bids[i]!;
    const rate = posterior ? betaSample(posterior.alpha, posterior.beta, random) : 1;
    const score = value * rate;
    if (score > bestScore) {
      best = i;
      bestScore = score;
    }
  }
  return best;
}
