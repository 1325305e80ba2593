import { expect, it } from 'vitest';
import { primaryLanguage } from './language.ts';

it.each([
  ['en-GB', undefined, 'en'],
  ['DE_de', 'fr', 'de'],
  [undefined, 'fr-CH, fr;q=0.9, en;q=0.8', 'fr'],
  [undefined, 'en;q=0.3, nl;q=0.7', 'nl'],
  [undefined, 'en;q=0, *;q=0.5', undefined],
  [undefined, '*', undefined],
  ['', 'es', 'es'],
  ['x'.repeat(5000), 'pt-BR', 'pt'],
  [undefined, 'en;q=banana, it;q=0.1', 'it'],
  [undefined, undefined, undefined],
])('page language %j and Accept-Language %j mean %j', (page, header, expected) => {
  expect(primaryLanguage(page, header)).toBe(expected);
});
