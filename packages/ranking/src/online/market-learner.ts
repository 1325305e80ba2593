import type { ServedLearner, ServingPolicy } from '@placard/contracts';
import { seededRandom } from '@placard/domain';
import { z } from 'zod';
import { rateLogit } from '../calibration/online-correction.ts';
import { createFtrl, type Ftrl } from './ftrl.ts';
import {
  cholesky,
  dot,
  drawWeights,
  type Gaussian,
  observe,
  sphericalGaussian,
} from './gaussian.ts';
import { hashText } from './hash-features.ts';
import { learnLogistic } from './logistic-posterior.ts';
import {
  denseVector,
  ONLINE_DIMENSION,
  ONLINE_SPARSE_DIMENSION,
  onlineInput,
  sparseVector,
} from './online-features.ts';
import type { Outcome } from './outcome.ts';
import { packFloat64s, packTriangle, unpackFloat64s, unpackTriangle } from './packed.ts';

const gaussianStateSchema = z.object({ mean: z.base64(), covariance: z.base64() });

export const marketLearnerStateSchema = z.object({
  modelVersionId: z.string().nullable(),
  /** Outcomes of another model in a row. */
  ofAnother: z.int(),
  outcomes: z.int(),
  ftrl: z.object({ z: z.base64(), n: z.base64() }),
  /** Over [1, the model's logit, online features]: the log odds of a click. */
  layer: gaussianStateSchema,
  /** Over [1, 0, online features]: a click over the model's rate. */
  linear: gaussianStateSchema,
});
export type MarketLearnerState = z.infer<typeof marketLearnerStateSchema>;

/** The learners that start from what a market's model says, all of them fed with every outcome. */
export type MarketLearner = {
  learn(outcome: Outcome): void;
  /** What the policy needs; undefined for one that needs none, and before anything is learnt. */
  served(policy: ServingPolicy, version: string): ServedLearner | undefined;
  state(): MarketLearnerState;
};

/** Variance of each weight before anything is known: effects of about a seventh, of the odds or of the rate. */
const PRIOR_VARIANCE = 0.02;
/** Posterior draws that the decisions of one version share; a propensity is a count of them. */
const DRAWS = 64;
/** So many outcomes in a row by another model, or by none, and the learners start anew from that one. */
const ANOTHER_AFTER = 200;
const FTRL = { alpha: 0.05, beta: 1, l1: 0, l2: 1 } as const;

export function createMarketLearner(from?: MarketLearnerState): MarketLearner {
  let { modelVersionId, ofAnother, outcomes } = from ?? {
    modelVersionId: null,
    ofAnother: 0,
    outcomes: 0,
  };
  let learners = from ? restored(from) : fresh();
  return {
    learn: (outcome) => {
      if (outcome.modelVersionId !== modelVersionId) {
        ofAnother += 1;
        if (ofAnother < ANOTHER_AFTER && outcomes > 0) return;
        modelVersionId = outcome.modelVersionId;
        learners = fresh();
        outcomes = 0;
      }
      ofAnother = 0;
      outcomes += 1;
      learnFrom(learners, outcome);
    },
    served: (policy, version) => (outcomes > 0 ? servedOf(learners, policy, version) : undefined),
    state: () => ({ modelVersionId, ofAnother, outcomes, ...stateOf(learners) }),
  };
}

type Learners = { readonly ftrl: Ftrl; readonly layer: Gaussian; readonly linear: Gaussian };

function fresh(): Learners {
  const layerMean = new Float64Array(ONLINE_DIMENSION);
  layerMean[1] = 1;
  const linearMean = new Float64Array(ONLINE_DIMENSION);
  linearMean[0] = 1;
  return {
    ftrl: createFtrl(FTRL),
    layer: sphericalGaussian(layerMean, PRIOR_VARIANCE),
    linear: sphericalGaussian(linearMean, PRIOR_VARIANCE),
  };
}

function learnFrom({ ftrl, layer, linear }: Learners, outcome: Outcome): void {
  const { clicked, features } = outcome;
  const input = onlineInput(features);
  const x = denseVector(input);
  const logit = rateLogit(outcome.modelPCtr);
  ftrl.learn(sparseVector(input), clicked, { offset: logit });
  // Weighted least squares: the noise of a click of probability p is p (1 - p).
  const p = Math.max(1e-4, Math.min(0.99, outcome.modelPCtr));
  const precision = 1 / (p * (1 - p));
  const share = x.map((value) => p * value);
  observe(linear, share, precision, precision * (Number(clicked) - dot(linear.mean, share)));
  x[1] = logit;
  learnLogistic(layer, x, clicked);
}

function servedOf(
  { ftrl, layer, linear }: Learners,
  policy: ServingPolicy,
  version: string,
): ServedLearner | undefined {
  switch (policy) {
    case 'ftrl': {
      const weights = Float64Array.from({ length: ONLINE_SPARSE_DIMENSION }, (_, i) =>
        ftrl.weight(i),
      );
      return { kind: 'ftrl', weights: packFloat64s(weights) };
    }
    case 'bayesian-last-layer':
      return drawsOf(policy, layer, version);
    case 'linear-thompson':
      return drawsOf(policy, linear, version);
    case 'lin-ucb':
      return {
        kind: 'confidence',
        mean: packFloat64s(linear.mean),
        covariance: packTriangle(linear.covariance, ONLINE_DIMENSION),
      };
    case 'auto':
    case 'greedy':
    case 'counts-thompson':
      return undefined;
  }
}

/** The same version gives the same draws, so that a propensity can be worked out again. */
function drawsOf(
  policy: 'bayesian-last-layer' | 'linear-thompson',
  belief: Gaussian,
  version: string,
): ServedLearner {
  const random = seededRandom(hashText(`${policy} ${version}`));
  const lower = cholesky(belief);
  const draws = new Float64Array(DRAWS * ONLINE_DIMENSION);
  for (let i = 0; i < DRAWS; i++) {
    draws.set(drawWeights(belief, lower, 1, random), i * ONLINE_DIMENSION);
  }
  return {
    ...{ kind: 'draws', policy, count: DRAWS },
    ...{ mean: packFloat64s(belief.mean), draws: packFloat64s(draws) },
  };
}

function stateOf({ ftrl, layer, linear }: Learners) {
  const [zs, ns] = [
    new Float64Array(ONLINE_SPARSE_DIMENSION),
    new Float64Array(ONLINE_SPARSE_DIMENSION),
  ];
  for (const [coordinate, z, n] of ftrl.state().coordinates) {
    zs[coordinate] = z;
    ns[coordinate] = n;
  }
  const packed = ({ mean, covariance }: Gaussian) => ({
    mean: packFloat64s(mean),
    covariance: packTriangle(covariance, ONLINE_DIMENSION),
  });
  return {
    ftrl: { z: packFloat64s(zs), n: packFloat64s(ns) },
    layer: packed(layer),
    linear: packed(linear),
  };
}

function restored({ ftrl, layer, linear }: MarketLearnerState): Learners {
  const zs = unpackFloat64s(ftrl.z, ONLINE_SPARSE_DIMENSION);
  const ns = unpackFloat64s(ftrl.n, ONLINE_SPARSE_DIMENSION);
  const coordinates: [number, number, number][] = [];
  zs.forEach((z, i) => {
    if (z !== 0 || ns[i] !== 0) coordinates.push([i, z, ns[i]!]);
  });
  const unpacked = (state: z.infer<typeof gaussianStateSchema>): Gaussian => ({
    mean: unpackFloat64s(state.mean, ONLINE_DIMENSION),
    covariance: unpackTriangle(state.covariance, ONLINE_DIMENSION),
  });
  return {
    ftrl: createFtrl({ kind: 'ftrl', ...FTRL, coordinates }),
    layer: unpacked(layer),
    linear: unpacked(linear),
  };
}
