import { expect, test } from 'vitest';
import { featureName } from './feature-names.ts';

test('a feature that nobody named reads as words all the same', () => {
  expect(featureName('ad-ctr')).toBe('CTR of the ad');
  expect(featureName('country')).toBe('Country');
  expect(featureName('visit-depth')).toBe('Visit depth');
});
