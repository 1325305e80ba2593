import { expect, test } from 'vitest';
import { safeReturnTo } from './return-to.ts';

test('a path of the portal is kept with its query', () => {
  expect(safeReturnTo('/advertiser/campaigns?from=2026-11-01')).toBe(
    '/advertiser/campaigns?from=2026-11-01',
  );
});

test.each([
  undefined,
  '',
  'https://evil.example',
  '//evil.example',
  '/\\evil.example',
  '\\\\evil.example',
  'javascript:alert(1)',
  '/\t/evil.example',
])('%j cannot lead out of the portal', (path) => {
  expect(safeReturnTo(path)).toBe('/');
});
