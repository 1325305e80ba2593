import { expect, test } from 'vitest';
import { capText } from './cap-text.ts';

test('a cap reads as a sentence in its largest whole unit', () => {
  expect(capText({ impressions: 5, windowMs: 86_400_000 })).toBe(
    'At most 5 impressions a viewer in a day.',
  );
  expect(capText({ impressions: 1, windowMs: 3_600_000 })).toBe(
    'At most 1 impression a viewer in an hour.',
  );
  expect(capText({ impressions: 2, windowMs: 36 * 3_600_000 })).toContain('36 hours');
  expect(capText(null)).toBe('No frequency cap.');
});
