import { seededRandom } from '@placard/domain';
import { expect, it } from 'vitest';
import { range, type TrainingData } from '../dataset/training-data.ts';
import { choiceChances, fitSoftmaxClick } from './softmax-click.ts';

/** Rows of one feature: which ad. */
function rowsOf(ads: readonly number[], labels: readonly number[]): TrainingData {
  return {
    count: ads.length,
    encoded: {
      rows: Int32Array.from(ads),
      offsets: Int32Array.from({ length: ads.length + 1 }, (_, i) => i),
    },
    rowsByFeature: [4],
    labels: Float32Array.from(labels),
    weights: new Float32Array(ads.length).fill(1),
  };
}

it('chances are e^s over the list and the choice of none, worked by hand', () => {
  const weights = [Float64Array.of(0, Math.log(2), Math.log(3), -Math.log(2))];
  const chances = choiceChances(weights, rowsOf([1, 2, 3], [0, 0, 0]), range(0, 3));
  [2, 3, 0.5].forEach((odds, i) => {
    expect(chances[i]).toBeCloseTo(odds / (1 + 2 + 3 + 0.5), 12);
  });
  const huge = choiceChances(
    [Float64Array.of(0, 900, 899, 0)],
    rowsOf([1, 2], [0, 0]),
    range(0, 2),
  );
  expect(huge[0]! / huge[1]!).toBeCloseTo(Math.E, 9);
});

it('the first step of one list moves each weight by the learning rate, up where it was clicked', () => {
  const lists = { data: rowsOf([1, 2], [1, 0]), starts: Uint32Array.of(0, 2) };
  const { weights, losses } = fitSoftmaxClick(lists, { passes: 1, learningRate: 0.1, l2: 0 });
  expect(losses[0]).toBeCloseTo(Math.log(3), 12);
  expect(Array.from(weights[0]!)).toEqual([
    0,
    expect.closeTo(0.1, 12),
    expect.closeTo(-0.1, 12),
    0,
  ]);
});

it('learns what ads are worth apart from what they stood beside', () => {
  // Ad 1 is always beside the strongest, so that its rate of clicks alone would hide that it beats ad 3.
  const worth = [0, 1, 2, 0.3];
  const random = seededRandom(5);
  const ads: number[] = [];
  const labels: number[] = [];
  const starts = [0];
  for (let list = 0; list < 4000; list++) {
    const shown = random() < 0.5 ? [1, 2] : [3, 0];
    const odds = shown.map((ad) => Math.exp(worth[ad]!));
    const total = 1 + odds.reduce((sum, one) => sum + one, 0);
    let draw = random() * total - 1;
    let clicked = draw < 0;
    for (const [i, ad] of shown.entries()) {
      const hit = !clicked && draw < odds[i]!;
      ads.push(ad);
      labels.push(hit ? 1 : 0);
      clicked ||= hit;
      draw -= odds[i]!;
    }
    starts.push(ads.length);
  }
  const { weights, losses } = fitSoftmaxClick(
    { data: rowsOf(ads, labels), starts: Uint32Array.from(starts) },
    { passes: 3, learningRate: 0.3, l2: 0 },
  );
  expect(losses.at(-1)!).toBeLessThan(losses[0]!);
  worth.forEach((value, ad) => {
    expect(Math.abs(weights[0]![ad]! - value)).toBeLessThan(0.25);
  });
});

it('a list with two clicks is no single choice', () => {
  const lists = { data: rowsOf([1, 2], [1, 1]), starts: Uint32Array.of(0, 2) };
  expect(() => fitSoftmaxClick(lists, { passes: 1, learningRate: 0.1, l2: 0 })).toThrow(RangeError);
});
