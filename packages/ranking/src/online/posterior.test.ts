import { normalSample, seededRandom } from '@placard/domain';
import { describe, expect, it } from 'vitest';
import { createBayesianLastLayer } from './bayesian-last-layer.ts';
import { cholesky, sphericalGaussian, varianceAlong } from './gaussian.ts';
import { createLinearPosterior } from './linear-posterior.ts';
import { learnLogistic, predictLogistic } from './logistic-posterior.ts';
import { sigmoid } from './sigmoid.ts';

describe('linear posterior', () => {
  it('two observations worked by hand: A = [[2,1],[1,3]], b = (1,3)', () => {
    const posterior = createLinearPosterior({ dimension: 2 });
    posterior.learn([1, 1], 1);
    posterior.learn([0, 1], 2);
    // A^-1 = [[3,-1],[-1,2]] / 5.
    const { mean, covariance } = posterior.belief;
    for (const [i, value] of [0.6, -0.2, -0.2, 0.4].entries()) {
      expect(covariance[i]).toBeCloseTo(value, 12);
    }
    expect(mean[0]).toBeCloseTo(0, 12);
    expect(mean[1]).toBeCloseTo(1, 12);
    expect(varianceAlong(posterior.belief, [1, 1])).toBeCloseTo(0.6, 12);
  });

  it('a thousand rank-one steps leave the inverse intact', () => {
    const random = seededRandom(2);
    const posterior = createLinearPosterior({ dimension: 3, priorVariance: 4 });
    const a = [0.25, 0, 0, 0, 0.25, 0, 0, 0, 0.25];
    for (let n = 0; n < 1_000; n++) {
      const x = [1, normalSample(random), normalSample(random)];
      posterior.learn(x, normalSample(random));
      for (let i = 0; i < 9; i++) a[i]! += x[Math.floor(i / 3)]! * x[i % 3]!;
    }
    for (let i = 0; i < 3; i++) {
      for (let j = 0; j < 3; j++) {
        const product = [0, 1, 2].reduce(
          (sum, k) => sum + a[i * 3 + k]! * posterior.belief.covariance[k * 3 + j]!,
          0,
        );
        expect(product).toBeCloseTo(i === j ? 1 : 0, 9);
      }
    }
  });

  it('goes on from its state', () => {
    const one = createLinearPosterior({ dimension: 2 });
    one.learn([1, 2], 3);
    const other = createLinearPosterior(JSON.parse(JSON.stringify(one.state())));
    for (const each of [one, other]) each.learn([2, -1], 1);
    expect(other.state()).toEqual(one.state());
    const broken = { kind: 'linear' as const, belief: { mean: [1, 2], covariance: [1] } };
    expect(() => createLinearPosterior(broken)).toThrow(/row and a column/);
  });
});

describe('logistic posterior', () => {
  it('one click worked by hand: variance 1, p = 1/2', () => {
    const belief = sphericalGaussian([0], 1);
    learnLogistic(belief, [1], true);
    // S = 1 / (1 + 1/4), mean = S / 2.
    expect(belief.covariance[0]).toBeCloseTo(0.8, 12);
    expect(belief.mean[0]).toBeCloseTo(0.4, 12);
    expect(predictLogistic(belief, [1])).toBeCloseTo(
      sigmoid(0.4 / Math.sqrt(1 + (Math.PI * 0.8) / 8)),
      12,
    );
  });

  it('finds the weights of a stream, and its doubt is about the size of its mistake', () => {
    const truth = [-1, 0.8, -0.5];
    const mistakes: number[] = [];
    for (let seed = 1; seed <= 20; seed++) {
      const random = seededRandom(seed);
      const belief = sphericalGaussian([0, 0, 0], 1);
      for (let i = 0; i < 3_000; i++) {
        const x = [1, normalSample(random), normalSample(random)];
        learnLogistic(belief, x, random() < sigmoid(x.reduce((s, v, j) => s + v * truth[j]!, 0)));
      }
      truth.forEach((value, i) => {
        mistakes.push((belief.mean[i]! - value) / Math.sqrt(belief.covariance[i * 3 + i]!));
      });
    }
    const meanSquare = mistakes.reduce((sum, z) => sum + z * z, 0) / mistakes.length;
    expect(meanSquare).toBeGreaterThan(0.5);
    expect(meanSquare).toBeLessThan(2);
  });

  it('keeps its covariance positive over certain outcomes', () => {
    const belief = sphericalGaussian([0, 0], 10);
    for (let i = 0; i < 5_000; i++) learnLogistic(belief, [1, i % 7], true);
    expect(() => cholesky(belief)).not.toThrow();
  });
});

describe('Bayesian last layer', () => {
  it('begins as the model below it, but for its doubt', () => {
    const layer = createBayesianLastLayer({ extraCount: 1, priorVariance: 1e-9 });
    for (const logit of [-3, 0, 2]) {
      expect(layer.predict(layer.features(logit, [1]))).toBeCloseTo(sigmoid(logit), 6);
    }
    expect(() => layer.features(1, [])).toThrow(RangeError);
  });

  it('learns between trainings what the model missed, and goes on from its state', () => {
    const random = seededRandom(4);
    let layer = createBayesianLastLayer({ extraCount: 2 });
    for (let i = 0; i < 4_000; i++) {
      const logit = normalSample(random) - 1;
      const better = Number(random() < 0.5);
      layer.learn(layer.features(logit, [better, 1 - better]), random() < sigmoid(logit + better));
      if (i === 2_000) layer = createBayesianLastLayer(JSON.parse(JSON.stringify(layer.state())));
    }
    expect(layer.predict(layer.features(-1, [1, 0]))).toBeCloseTo(sigmoid(0), 1);
    expect(layer.predict(layer.features(-1, [0, 1]))).toBeCloseTo(sigmoid(-1), 1);
  });
});
