import { seededRandom } from '@placard/domain';
import { Graph } from '@placard/graph';
import { describe, expect, it } from 'vitest';
import { DenseParameters } from './dense-parameters.ts';

function parameters() {
  const graph = new Graph();
  graph.parameter('weight', [2, 3], 'glorot-uniform');
  graph.parameter('bias', [2], 'zeros');
  graph.parameter('gain', [2], 'ones');
  return new DenseParameters(graph.parameters);
}

describe('Adam on the dense part', () => {
  it('weights start within the Glorot bound, biases at 0, gains at 1', () => {
    const dense = parameters();
    dense.initialise(seededRandom(1));
    const weights = dense.values.subarray(0, 6);
    expect(Math.max(...weights.map(Math.abs))).toBeLessThanOrEqual(Math.sqrt(6 / 5));
    expect(new Set(weights).size).toBe(6);
    expect([...dense.values.subarray(6)]).toEqual([0, 0, 1, 1]);
  });

  it('the first step moves each value by the learning rate against its gradient', () => {
    const dense = parameters();
    dense.gradients.fill(0.02, 0, 3);
    dense.gradients.fill(-5, 3, 6);
    dense.update(1, { learningRate: 0.01, l2: 0 });
    for (const value of dense.values.subarray(0, 3)) expect(value).toBeCloseTo(-0.01, 6);
    for (const value of dense.values.subarray(3, 6)) expect(value).toBeCloseTo(0.01, 6);
  });

  it('the second step weighs both moments: worked by hand', () => {
    const dense = parameters();
    const step = (count: number, gradient: number) => {
      dense.gradients.fill(gradient, 6, 8);
      dense.update(count, { learningRate: 0.1, l2: 0 });
    };
    step(1, 1);
    step(2, -2);
    const m = (0.9 * 0.1 - 0.1 * 2) / (1 - 0.9 ** 2);
    const v = (0.999 * 0.001 + 0.001 * 4) / (1 - 0.999 ** 2);
    expect(dense.values[6]).toBeCloseTo(-0.1 - (0.1 * m) / Math.sqrt(v), 5);
  });

  it('decay pulls matrices and leaves biases', () => {
    const dense = parameters();
    dense.values.fill(1);
    dense.update(1, { learningRate: 0.1, l2: 0.01 });
    expect(dense.values[0]).toBeCloseTo(0.9, 5);
    expect(dense.values[6]).toBe(1);
  });
});
