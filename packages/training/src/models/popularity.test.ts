import { expect, it } from 'vitest';
import { fitPopularity } from './popularity.ts';

it('an ad starts at the overall rate and moves with its own impressions', () => {
  const row = (adId: string, clicked: boolean) => ({
    atMs: 0,
    adId,
    viewerKey: null,
    clicked,
    weight: 1,
    values: {},
  });
  const rate = fitPopularity([row('a', true), row('a', true), row('b', false), row('b', false)]);
  expect(rate('a')).toBeCloseTo((2 + 20 * 0.5) / 22, 12);
  expect(rate('b')).toBeCloseTo((20 * 0.5) / 22, 12);
  expect(rate('unseen')).toBe(0.5);
});
