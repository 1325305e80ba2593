import type { FeatureValues } from '@placard/contracts';
import type { Random } from '@placard/domain';
import { bootstrapIntervals, type Interval } from '@placard/ranking';
import {
  directMethod,
  doublyRobust,
  type ImportanceWeights,
  importanceWeights,
  ips,
  type ModelledRound,
  snips,
  switchDr,
} from '@placard/training';
import type { Feedback } from './feedback.ts';
import type { Policy } from './policies.ts';
import { fitRewardModel } from './reward-model.ts';

const FOLDS = 2;
const SWITCH_AT = 10;
const RESAMPLES = 500;

export const ESTIMATORS = ['IPS', 'SNIPS', 'DM', 'DR', 'switch-DR'] as const;

export type Judgement = {
  readonly estimates: Readonly<Record<(typeof ESTIMATORS)[number], Interval | null>>;
  readonly weights: ImportanceWeights;
};

/** A log with the rate that a model, fitted on the other rounds, expects of each item. */
export type ModelledLog = readonly { readonly feedback: Feedback; readonly rates: Float64Array }[];

/** Fits on one half and predicts the other (cross-fitting; Narita, Yasui and Yata, RecSys 2021). */
export function modelRewards(
  log: readonly Feedback[],
  items: readonly FeatureValues[],
  random: Random,
): ModelledLog {
  const foldOf = log.map(() => Math.floor(random() * FOLDS));
  const models = Array.from({ length: FOLDS }, (_, fold) =>
    fitRewardModel(
      log.filter((_, i) => foldOf[i] !== fold),
      items,
      random,
    ),
  );
  return log.map((feedback, i) => ({ feedback, rates: models[foldOf[i]!]!(feedback) }));
}

/** What `policy` would have earned a decision, from a log that another made. */
export function judge(log: ModelledLog, policy: Policy, random: Random): Judgement {
  const rounds = log.map(({ feedback, rates }): ModelledRound => {
    const chances = policy(feedback);
    return {
      reward: Number(feedback.clicked),
      propensity: feedback.propensity,
      policyPropensity: Math.min(1, chances[feedback.action]!),
      modelledReward: rates[feedback.action]!,
      modelledPolicyReward: rates.reduce((sum, rate, item) => sum + rate * chances[item]!, 0),
    };
  });
  return {
    weights: importanceWeights(rounds),
    estimates: bootstrapIntervals(
      {
        IPS: ips(rounds),
        SNIPS: snips(rounds),
        DM: directMethod(rounds),
        DR: doublyRobust(rounds),
        'switch-DR': switchDr(rounds, SWITCH_AT),
      },
      { clusters: rounds.map((_, i) => i), random, resamples: RESAMPLES },
    ),
  };
}
