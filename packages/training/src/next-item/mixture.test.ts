import { expect, it } from 'vitest';
import { mixture } from './mixture.ts';

const constant = (...scores: number[]) => ({
  itemCount: scores.length,
  scores: async () => Float32Array.from(scores),
});
const histories = [{ viewer: 0, items: Int32Array.of(0) }];

it('a mixture adds the shares of its members, whatever the scale of their scores', async () => {
  const mixed = mixture([
    { model: constant(1000, 1000 + Math.log(3)), weight: 0.5, scale: 'logits' },
    { model: constant(8, 2), weight: 0.5, scale: 'shares' },
  ]);
  const [first, second] = await mixed.scores(histories);
  expect(first).toBeCloseTo(0.5 * 0.25 + 0.5 * 0.8, 4);
  expect(second).toBeCloseTo(0.5 * 0.75 + 0.5 * 0.2, 4);
});

it('scores that are no distribution are refused', async () => {
  const mixed = mixture([{ model: constant(0, 0), weight: 1, scale: 'shares' }]);
  await expect(mixed.scores(histories)).rejects.toThrow('no distribution');
});
