import { betaSample, type Random } from '@placard/domain';
import {
  createBayesianLastLayer,
  createFtrl,
  createLinearPosterior,
  type Pick,
  pickExploring,
  pickLinUcb,
  pickThompsonWeights,
  type SparseVector,
} from '@placard/ranking';
import { DENSE } from './situation.ts';

/** A policy that hears of each click at once. Arms are the feature vectors of all ads. */
export type Learner = {
  pick(arms: readonly Float64Array[]): Pick;
  learn(x: Float64Array, clicked: boolean): void;
};

/** Standard deviation of a click where one decision in ten gets one: the noise of a linear reward. */
const NOISE = 0.3;
const EXPLORATION = 0.05;
const SHORTLIST = 16;
const DRAWS = 10;
/** Decisions that the model which is then frozen learns from. */
const TRAINED_AT = 5_000;
const EPOCHS = 5;

export const LEARNERS: Readonly<Record<string, (dimension: number, random: Random) => Learner>> = {
  random: (_, random) => ({
    pick: (arms) => ({
      index: Math.floor(random() * arms.length),
      propensity: 1 / arms.length,
      estimated: false,
      explored: true,
    }),
    learn: () => {},
  }),
  'popularity: Thompson on counts': (_, random) => {
    const counts = new Map<number, { alpha: number; beta: number }>();
    const countOf = (x: Float64Array) => {
      const ad = x.indexOf(1, DENSE);
      const known = counts.get(ad);
      if (known) return known;
      const fresh = { alpha: 1, beta: 19 };
      counts.set(ad, fresh);
      return fresh;
    };
    return {
      // One draw decides; its propensity is not needed here.
      pick: (arms) => {
        const scores = arms.map((x) => betaSample(countOf(x).alpha, countOf(x).beta, random));
        return certain(scores.indexOf(Math.max(...scores)));
      },
      learn: (x, clicked) => {
        countOf(x)[clicked ? 'alpha' : 'beta'] += 1;
      },
    };
  },
  'FTRL-proximal, 5 % explored': (_, random) => {
    const ftrl = createFtrl();
    return {
      pick: (arms) =>
        explore(
          arms.map((x) => ftrl.predict(sparse(x))),
          random,
        ),
      learn: (x, clicked) => ftrl.learn(sparse(x), clicked),
    };
  },
  LinUCB: (dimension, random) => {
    const posterior = createLinearPosterior({ dimension });
    return {
      pick: (arms) => pickLinUcb(posterior.belief, arms, { width: NOISE, exploration: 0 }, random),
      learn: (x, clicked) => posterior.learn(x, Number(clicked)),
    };
  },
  'linear Thompson': (dimension, random) => {
    const posterior = createLinearPosterior({ dimension });
    const options = { scale: NOISE, draws: DRAWS, exploration: 0 };
    return {
      pick: (arms) => pickThompsonWeights(posterior.belief, arms, options, random),
      learn: (x, clicked) => posterior.learn(x, Number(clicked)),
    };
  },
  [`a logistic regression trained at ${TRAINED_AT}, then frozen, 5 % explored`]: (_, random) => {
    const model = trainedOnce(random);
    return {
      pick: (arms) =>
        explore(
          arms.map((x) => rate(model.logit(x))),
          random,
        ),
      learn: (x, clicked) => {
        model.learn(x, clicked);
      },
    };
  },
  'the same under a Bayesian last layer, Thompson': (dimension, random) => {
    const model = trainedOnce(random);
    const layer = createBayesianLastLayer({ extraCount: dimension });
    const options = { scale: 1, draws: DRAWS, exploration: 0 };
    return {
      pick: (arms) =>
        model.isTrained()
          ? pickThompsonWeights(
              layer.belief,
              arms.map((x) => layer.features(model.logit(x), x)),
              options,
              random,
            )
          : explore(
              arms.map((x) => rate(model.logit(x))),
              random,
            ),
      learn: (x, clicked) => {
        if (!model.learn(x, clicked)) layer.learn(layer.features(model.logit(x), x), clicked);
      },
    };
  },
};

function certain(index: number): Pick {
  return { index, propensity: 1, estimated: false, explored: false };
}

/** The best, or by a coin one of the shortlist in proportion to its rate. */
function explore(rates: readonly number[], random: Random): Pick {
  const order = rates.map((_, i) => i).sort((a, b) => rates[b]! - rates[a]!);
  const pick = pickExploring(
    order.map((i) => rates[i]!),
    { exploration: EXPLORATION, byChance: random() < EXPLORATION },
    SHORTLIST,
    random,
  );
  return { ...pick, index: order[pick.index]! };
}

function sparse(x: Float64Array): SparseVector {
  const indices: number[] = [];
  const values: number[] = [];
  x.forEach((value, i) => {
    if (value === 0) return;
    indices.push(i);
    values.push(value);
  });
  return { indices, values };
}

function rate(logit: number): number {
  return 1 / (1 + Math.exp(-logit));
}

/** Learns online until it has seen TRAINED_AT decisions, trains on those in several passes, and stays as it is. */
function trainedOnce(random: Random) {
  let ftrl = createFtrl();
  const rows: { readonly x: SparseVector; readonly clicked: boolean }[] = [];
  let trained = false;
  return {
    isTrained: () => trained,
    logit: (x: Float64Array) => {
      const p = ftrl.predict(sparse(x));
      return Math.log(p / (1 - p));
    },
    /** False once the model is frozen. */
    learn: (dense: Float64Array, clicked: boolean) => {
      if (trained) return false;
      const x = sparse(dense);
      rows.push({ x, clicked });
      ftrl.learn(x, clicked);
      if (rows.length < TRAINED_AT) return true;
      ftrl = createFtrl();
      for (let i = 0; i < EPOCHS * rows.length; i++) {
        const row = rows[Math.floor(random() * rows.length)]!;
        ftrl.learn(row.x, row.clicked);
      }
      trained = true;
      return true;
    },
  };
}
