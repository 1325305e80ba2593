import { seededRandom } from '@placard/domain';
import { describe, expect, test } from 'vitest';
import { featureStability, profileData, scoreStability } from './data-profile.ts';
import { populationStability } from './population-stability.ts';

test('the index agrees with a case worked by hand', () => {
  // (.4 - .5) ln(.4 / .5) + (.6 - .5) ln(.6 / .5)
  expect(populationStability([0.5, 0.5], [0.4, 0.6])).toBeCloseTo(0.0405465, 6);
  expect(populationStability([0.2, 0.8], [0.2, 0.8])).toBe(0);
  expect(() => populationStability([1], [0.5, 0.5])).toThrow(RangeError);
});

const random = seededRandom(1);
const rows = (count: number, shift: number) =>
  Array.from({ length: count }, () => ({
    device: random() < 0.3 + shift ? 'phone' : 'desktop',
    ctr: random() + 3 * shift,
    tags: random() < 0.5 ? ['a', 'b'] : [],
  }));
const features = [
  { name: 'device', kind: 'categorical' },
  { name: 'ctr', kind: 'numeric' },
  { name: 'tags', kind: 'multi' },
] as const;

describe('a profile', () => {
  const reference = rows(5_000, 0);
  const profile = profileData(
    reference,
    features,
    reference.map(({ ctr }) => ctr),
  );

  test('of the same kind of rows is stable', () => {
    const later = rows(2_000, 0);
    for (const psi of Object.values(featureStability(profile, later))) {
      expect(psi).toBeLessThan(0.02);
    }
    expect(
      scoreStability(
        profile,
        later.map(({ ctr }) => ctr),
      ),
    ).toBeLessThan(0.02);
  });

  test('tells which features moved, and which did not', () => {
    const { device, ctr, tags } = featureStability(profile, rows(2_000, 0.4));
    expect(device).toBeGreaterThan(0.2);
    expect(ctr).toBeGreaterThan(0.2);
    expect(tags).toBeLessThan(0.02);
  });

  test('tells a value never met, and a feature that went missing', () => {
    const strange = rows(2_000, 0).map((row) => ({ ...row, device: 'fridge', tags: null }));
    const { device, tags } = featureStability(profile, strange);
    expect(device).toBeGreaterThan(1);
    expect(tags).toBeGreaterThan(1);
  });
});
