import { describe, expect, it } from 'vitest';
import { rowRule } from '../row-rules.ts';

const LEARNING_RATE = 0.1;

/** One value in row 1 of two, moved by a gradient at each step. */
function follow(kind: 'adagrad' | 'adam' | 'ftrl', start: number, gradients: readonly number[]) {
  const rule = rowRule(kind);
  const weights = Float32Array.of(7, start);
  const states = Array.from({ length: rule.stateCount }, () => new Float32Array(2));
  const path = gradients.map((gradient, i) => {
    const touched = {
      count: 1,
      rows: Int32Array.of(1),
      gradients: Float32Array.of(gradient),
      dim: 1,
    };
    rule.apply(touched, weights, states, { step: i + 1, learningRate: LEARNING_RATE, l2: 0 });
    return weights[1]!;
  });
  expect(weights[0]).toBe(7);
  return path;
}

describe('rules that move embedding rows, worked by hand', () => {
  it('Adagrad: 1 - 0.1 * 3/3, then less 0.1 * 4/5', () => {
    const [first, second] = follow('adagrad', 1, [3, 4]);
    expect(first).toBeCloseTo(0.9, 6);
    expect(second).toBeCloseTo(0.82, 6);
  });

  it('Adam: the first step is the learning rate, whatever the gradient', () => {
    expect(follow('adam', 0, [0.02])[0]).toBeCloseTo(-0.1, 5);
    const m = (0.9 * 0.1 - 0.1 * 2) / (1 - 0.9 ** 2);
    const v = (0.999 * 0.001 + 0.001 * 4) / (1 - 0.999 ** 2);
    expect(follow('adam', 0, [1, -2])[1]).toBeCloseTo(-0.1 - (0.1 * m) / Math.sqrt(v), 5);
  });

  it('Adam over the whole table: a row that no batch used decays as well, each thread moving its own', () => {
    const { apply } = rowRule('adam-all');
    const weights = Float32Array.of(0.5, 0.25, -1);
    const states = [new Float32Array(3), new Float32Array(3)];
    const touched = { count: 1, rows: Int32Array.of(1), gradients: Float32Array.of(-2), dim: 1 };
    const step = { step: 1, learningRate: LEARNING_RATE, l2: 0.01 };
    apply(touched, weights, states, { ...step, part: { lane: 0, lanes: 2 } });
    expect(weights[1]).toBe(0.25);
    apply(touched, weights, states, { ...step, part: { lane: 1, lanes: 2 } });
    [0.4, 0.35, -0.9].forEach((value, row) => {
      expect(weights[row]).toBeCloseTo(value, 5);
    });
  });

  it('FTRL from 0: z = 3, n = 9, w = -3 / (4 / 0.1); then z = 3 + 4 - 20 w, n = 25, w = -z / (6 / 0.1)', () => {
    const [first, second] = follow('ftrl', 0, [3, 4]);
    expect(first).toBeCloseTo(-0.075, 6);
    expect(second).toBeCloseTo(-(7 + 20 * 0.075) / 60, 6);
  });

  it('FTRL keeps a starting weight that no gradient speaks against', () => {
    expect(follow('ftrl', 0.5, [0])[0]).toBeCloseTo(0.5, 6);
  });
});
