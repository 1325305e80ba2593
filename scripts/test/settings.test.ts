import { expect, test } from 'vitest';
import { assertProductionSettings } from '../launcher/settings.mjs';

const complete = {
  PLACARD_SECRET: 'f2b7c1d9e8a04356b7c2d1f0e9a8b7c6',
  PLACARD_ADMIN_EMAIL: 'owner@ads.example',
  PLACARD_ADMIN_PASSWORD: 'a long phrase that nobody guesses',
};

test('a production start with its own secret and first admin is accepted', () => {
  expect(() => assertProductionSettings(complete, true)).not.toThrow();
});

test('a later production start needs no first admin', () => {
  const { PLACARD_SECRET } = complete;
  expect(() => assertProductionSettings({ PLACARD_SECRET }, false)).not.toThrow();
});

test.each([
  ['without a secret', { PLACARD_SECRET: undefined }, 'PLACARD_SECRET'],
  ['with a short secret', { PLACARD_SECRET: 'f2b7c1d9' }, 'PLACARD_SECRET'],
  [
    'with a default secret',
    { PLACARD_SECRET: 'change-me-change-me-change-me-change-me' },
    'default',
  ],
  ['on a simulated clock', { PLACARD_CLOCK: 'simulated' }, 'PLACARD_CLOCK'],
  ['without a first admin', { PLACARD_ADMIN_PASSWORD: undefined }, 'PLACARD_ADMIN_PASSWORD'],
])('a production start %s is refused', (_, change, named) => {
  expect(() => assertProductionSettings({ ...complete, ...change }, true)).toThrow(named);
});
