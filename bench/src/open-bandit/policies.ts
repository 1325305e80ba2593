import { betaSample, type Random } from '@placard/domain';
import { type Feedback, POSITIONS } from './feedback.ts';
import type { RewardModel } from './reward-model.ts';

/** P(item | viewer) at the position of the feedback. */
export type Policy = (feedback: Feedback) => ArrayLike<number>;

export function uniform(itemCount: number): Policy {
  const chances = new Float64Array(itemCount).fill(1 / itemCount);
  return () => chances;
}

/** Bernoulli Thompson sampling of three places at once; its probabilities are shares of `draws` draws. */
export function bernoulliThompson(
  prior: { readonly alpha: readonly number[]; readonly beta: readonly number[] },
  draws: number,
  random: Random,
): Policy {
  const shares = prior.alpha.map(() => new Float64Array(POSITIONS));
  const scores = new Float64Array(prior.alpha.length);
  for (let draw = 0; draw < draws; draw++) {
    for (let item = 0; item < scores.length; item++) {
      scores[item] = betaSample(prior.alpha[item]!, prior.beta[item]!, random);
    }
    for (let position = 0; position < POSITIONS; position++) {
      const item = largest(scores);
      shares[item]![position]! += 1 / draws;
      scores[item] = -1;
    }
  }
  const byPosition = Array.from({ length: POSITIONS }, (_, position) =>
    Float64Array.from(shares, (share) => share[position]!),
  );
  return ({ position }) => byPosition[position]!;
}

function largest(scores: Float64Array): number {
  let best = 0;
  for (let i = 1; i < scores.length; i++) if (scores[i]! > scores[best]!) best = i;
  return best;
}

/** Thompson sampling of our own, from clicks counted in `log` alone. */
export function countedThompson(
  log: readonly Feedback[],
  itemCount: number,
  draws: number,
  random: Random,
): Policy {
  const clicks = log.filter(({ clicked }) => clicked).length;
  const rate = clicks / log.length;
  // A prior worth twenty impressions at the overall rate an item.
  const alpha = Array<number>(itemCount).fill(20 * rate);
  const beta = Array<number>(itemCount).fill(20 * (1 - rate));
  for (const { action, clicked } of log) (clicked ? alpha : beta)[action]! += 1;
  return bernoulliThompson({ alpha, beta }, draws, random);
}

/** Each place filled with probability proportional to the click rate that a model expects of this viewer there. */
export function proportional(model: RewardModel): Policy {
  return (feedback) => {
    const rates = model(feedback);
    const total = rates.reduce((sum, rate) => sum + rate, 0);
    return rates.map((rate) => rate / total);
  };
}
