import { expect, test } from 'vitest';
import { emptyAdStats } from '../ad-stats/ad-stats.ts';
import { readAd } from '../ad-stats/read-ad.ts';
import { adWords } from './ad-words.ts';

const wordsOfAd = (text: string) => {
  const facts = {
    adId: 'ad_1',
    itemId: null,
    categories: [],
    priceMicros: null,
    advertiserId: 'adv_1',
    format: 'native',
    width: 300,
    height: 250,
    createdAtMs: 0,
    text,
  };
  return adWords.side === 'ad' && adWords.read(readAd(facts, emptyAdStats('mkt_1'), 0));
};

test('an ad is known by its distinct words, in their order, whatever the language', () => {
  expect(wordsOfAd('Shoes, SHOES & a coat. 旅行保険')).toEqual(['shoes', 'coat', '旅行', '保険']);
  expect(wordsOfAd('')).toEqual([]);
});

test('a long text adds no more than its first sixteen words', () => {
  const text = Array.from({ length: 40 }, (_, i) => `word${i}`).join(' ');
  expect(wordsOfAd(text)).toHaveLength(16);
});
