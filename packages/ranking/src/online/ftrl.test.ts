import { normalSample, seededRandom } from '@placard/domain';
import { describe, expect, it } from 'vitest';
import { logLoss } from '../metrics/index.ts';
import { createFtrl } from './ftrl.ts';
import { hashFeatures } from './hash-features.ts';
import { sigmoid } from './sigmoid.ts';

describe('FTRL-proximal', () => {
  it('two clicks worked by hand', () => {
    const x = { indices: [0], values: [1] };
    const ftrl = createFtrl({ alpha: 0.5, beta: 1, l1: 0.1, l2: 1 });
    // p .5, g -.5, sigma 1, z -.5, n .25: w = (.5 - .1) / ((1 + .5) / .5 + 1).
    ftrl.learn(x, true);
    expect(ftrl.weight(0)).toBeCloseTo(0.1, 12);
    // p .52497919, g -.47502081, sigma .37934008, z -1.01295482, n .47564477.
    ftrl.learn(x, true);
    expect(ftrl.weight(0)).toBeCloseTo(0.91295482 / 4.37934008, 7);
    expect(ftrl.predict(x)).toBeCloseTo(sigmoid(0.91295482 / 4.37934008), 7);
  });

  it('l1 keeps a coordinate that says little at exactly zero', () => {
    const ftrl = createFtrl({ l1: 2 });
    for (let i = 0; i < 40; i++) ftrl.learn({ indices: [0], values: [1] }, i % 2 === 0);
    expect(ftrl.weight(0)).toBe(0);
  });

  it('on a stream it comes near the weights that a batch would find, and goes on from its state', () => {
    const random = seededRandom(1);
    const truth = Array.from({ length: 12 }, () => normalSample(random));
    const draw = () => {
      const indices = [0, 1 + Math.floor(random() * 6), 7 + Math.floor(random() * 5)];
      const p = sigmoid(indices.reduce((sum, index) => sum + truth[index]!, -1));
      return { x: { indices, values: [1, 1, 1] }, p, clicked: random() < p };
    };
    let ftrl = createFtrl({ alpha: 0.3, l2: 0.1 });
    for (let i = 0; i < 20_000; i++) {
      const { x, clicked } = draw();
      ftrl.learn(x, clicked);
      if (i === 10_000) ftrl = createFtrl(JSON.parse(JSON.stringify(ftrl.state())));
    }
    const test = Array.from({ length: 4_000 }, draw);
    const labels = test.map(({ clicked }) => Number(clicked));
    const learnt = logLoss(
      test.map(({ x }) => ftrl.predict(x)),
      labels,
    );
    const best = logLoss(
      test.map(({ p }) => p),
      labels,
    );
    expect(learnt - best).toBeLessThan(0.003);
    expect(
      logLoss(
        labels.map(() => 0.5),
        labels,
      ) - best,
    ).toBeGreaterThan(0.05);
  });

  it('refuses a state that it did not write', () => {
    const state = createFtrl().state();
    expect(() => createFtrl({ ...state, coordinates: [[0, 1, -1]] })).toThrow();
  });
});

describe('hashed features', () => {
  it('numbers keep their size, lists share out one, missing values are left out', () => {
    const { indices, values } = hashFeatures(
      { ctr: 0.25, topics: ['a', 'b'], device: 'phone', country: null },
      2 ** 20,
    );
    expect(indices).toHaveLength(5);
    expect(indices[0]).toBe(0);
    expect(values[0]).toBe(1);
    expect([...values].sort()).toEqual([0.25, 0.5, 0.5, 1, 1]);
  });

  it('the same value hashes alike, another name does not, and all stays in range', () => {
    const of = (values: Record<string, string>) => hashFeatures(values, 64);
    expect(of({ device: 'phone' })).toEqual(of({ device: 'phone' }));
    const wide = (values: Record<string, string>) => hashFeatures(values, 2 ** 20).indices;
    expect(wide({ device: 'phone' })).not.toEqual(wide({ os: 'phone' }));
    for (let i = 0; i < 200; i++) {
      for (const index of of({ ad: `ad_${i}` }).indices) expect(index).toBeLessThan(64);
    }
  });
});
