import type { ServedLearner, ServingPolicy } from '@placard/contracts';
import { rateLogit } from '../calibration/online-correction.ts';
import { dot, type Gaussian, varianceAlong } from './gaussian.ts';
import {
  denseVector,
  ONLINE_DIMENSION,
  ONLINE_SPARSE_DIMENSION,
  type OnlineInput,
  sparseDot,
} from './online-features.ts';
import { unpackFloat64s, unpackTriangle } from './packed.ts';
import { largest } from './pick-from-distribution.ts';
import { sigmoid } from './sigmoid.ts';

/** What a learner makes of one candidate. */
export type LearntRate = {
  /** The mean rate: what prices are made of. */
  readonly rate: number;
  /** Null where the learner's doubt has no part in the choice. */
  readonly x: Float64Array | null;
  readonly modelRate: number;
};

/** A bid whose rate a learner knows: its score is value x rate, or `value` itself where `learnt` is null. */
export type LearntBid = { readonly learnt: LearntRate | null; readonly value: number };

export type LoadedLearner = {
  readonly policy: ServingPolicy;
  rateOf(input: OnlineInput, modelRate: number): LearntRate;
  /**
   * How probable each of the bids is to be chosen, of which a share `exploration` is uniform; they sum to 1 and are
   * the very probabilities that are drawn from. Null where the choice goes by rank, as without a learner.
   */
  distribution: ((bids: readonly LearntBid[], exploration: number) => Float64Array) | null;
};

/** LinUCB: how many standard deviations of doubt count for an ad. */
const WIDTH = 1;
const [LEAST_RATE, MOST_RATE] = [1e-6, 0.999];

/** @throws RangeError for what no learner wrote. */
export function loadLearner(served: ServedLearner): LoadedLearner {
  switch (served.kind) {
    case 'ftrl': {
      const weights = unpackFloat64s(served.weights, ONLINE_SPARSE_DIMENSION);
      return {
        policy: 'ftrl',
        distribution: null,
        rateOf: (input, modelRate) => {
          const logit = rateLogit(modelRate) + sparseDot(weights, input);
          return { rate: bounded(sigmoid(logit)), x: null, modelRate };
        },
      };
    }
    case 'draws': {
      const { policy, count } = served;
      const mean = unpackFloat64s(served.mean, ONLINE_DIMENSION);
      const all = unpackFloat64s(served.draws, count * ONLINE_DIMENSION);
      const draws = Array.from({ length: count }, (_, i) =>
        all.subarray(i * ONLINE_DIMENSION, (i + 1) * ONLINE_DIMENSION),
      );
      const rateBy = policy === 'bayesian-last-layer' ? logisticRate : linearRate;
      return {
        policy,
        rateOf: (input, modelRate) => {
          const x = denseVector(input);
          if (policy === 'bayesian-last-layer') x[1] = rateLogit(modelRate);
          return { rate: bounded(rateBy(mean, x, modelRate)), x, modelRate };
        },
        distribution: (bids, exploration) => {
          const probabilities = new Float64Array(bids.length).fill(exploration / bids.length);
          for (const weights of draws) {
            const scores = bids.map(({ learnt, value }) =>
              learnt?.x ? value * rateBy(weights, learnt.x, learnt.modelRate) : value,
            );
            probabilities[largest(scores)]! += (1 - exploration) / count;
          }
          return probabilities;
        },
      };
    }
    case 'confidence': {
      const belief: Gaussian = {
        mean: unpackFloat64s(served.mean, ONLINE_DIMENSION),
        covariance: unpackTriangle(served.covariance, ONLINE_DIMENSION),
      };
      return {
        policy: 'lin-ucb',
        rateOf: (input, modelRate) => {
          const x = denseVector(input);
          return { rate: bounded(linearRate(belief.mean, x, modelRate)), x, modelRate };
        },
        distribution: (bids, exploration) => {
          const bounds = bids.map(({ learnt, value }) => {
            if (!learnt?.x) return value;
            const doubt = Math.sqrt(Math.max(0, varianceAlong(belief, learnt.x)));
            return value * learnt.modelRate * (dot(belief.mean, learnt.x) + WIDTH * doubt);
          });
          const probabilities = new Float64Array(bids.length).fill(exploration / bids.length);
          probabilities[largest(bounds)]! += 1 - exploration;
          return probabilities;
        },
      };
    }
  }
}

function logisticRate(weights: Float64Array, x: Float64Array): number {
  return sigmoid(dot(weights, x));
}

function linearRate(weights: Float64Array, x: Float64Array, modelRate: number): number {
  return modelRate * dot(weights, x);
}

function bounded(rate: number): number {
  return Math.max(LEAST_RATE, Math.min(MOST_RATE, rate));
}
