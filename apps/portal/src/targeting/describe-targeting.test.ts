import { TARGETING_ATTRIBUTES } from '@placard/domain';
import { expect, test } from 'vitest';
import { describeTargeting } from './describe-targeting.ts';

test('rules read as one sentence with names instead of codes', () => {
  expect(
    describeTargeting([
      { attribute: 'country', mode: 'include', values: ['us', 'de'] },
      { attribute: 'device', mode: 'include', values: ['phone'] },
      { attribute: 'category', mode: 'exclude', values: ['politics'] },
    ]),
  ).toBe('Shown to viewers in United States or Germany, on Phone, never on pages about politics.');
});

test('a long list is summed up', () => {
  const values = ['us', 'de', 'fr', 'it', 'es', 'pl', 'nl'];
  expect(describeTargeting([{ attribute: 'country', mode: 'include', values }])).toContain(
    '3 more',
  );
});

test('no rule, or a rule without values, targets everyone', () => {
  expect(describeTargeting([])).toBe('Shown to every viewer, on every page.');
  expect(describeTargeting([{ attribute: 'os', mode: 'include', values: [] }])).toBe(
    describeTargeting([]),
  );
});

test('include and exclude never read the same', () => {
  for (const attribute of TARGETING_ATTRIBUTES) {
    const say = (mode: 'include' | 'exclude') =>
      describeTargeting([{ attribute, mode, values: ['x'] }]);
    expect(say('include'), attribute).not.toBe(say('exclude'));
  }
});
