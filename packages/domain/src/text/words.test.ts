import fc from 'fast-check';
import { expect, test } from 'vitest';
import { wordsOf } from './words.ts';

test.each([
  ['Trail-running SHOES, 30 % off!', ['trail', 'running', 'shoes', '30', 'off']],
  ['Größe & Übung', ['größe', 'übung']],
  ["don't miss l’été", ["don't", 'miss', 'l’été']],
  ['ﬁne ﬂour', ['fine', 'flour']],
  ['عطلة في البحر', ['عطلة', 'في', 'البحر']],
  ['自転車の旅行保険 now', ['自転車', 'の', '旅行', '保険', 'now']],
  ['ข้าวผัดกุ้ง', ['ข้าว', 'ผัด', 'กุ้ง']],
  ['हिन्दी समाचार', ['हिन्दी', 'समाचार']],
  ['… — !', []],
])('the words of %s', (text, words) => {
  expect(wordsOf(text)).toEqual(words);
});

test('case, width and spaces of the whole text do not change its words', () => {
  fc.assert(
    fc.property(fc.array(fc.stringMatching(/^[a-z]{1,8}$/), { maxLength: 6 }), (words) => {
      expect(wordsOf(words.join('  ').toUpperCase())).toEqual(words);
      expect(wordsOf(words.join(' — '))).toEqual(words);
    }),
  );
});

test('any text at all has words that are words by themselves', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme' }), (text) => {
      for (const word of wordsOf(text)) expect(word).toMatch(/[\p{L}\p{N}]/u);
    }),
  );
});
