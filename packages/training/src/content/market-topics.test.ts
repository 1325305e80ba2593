import { expect, it } from 'vitest';
import { topicTerms } from './market-topics.ts';

it('a topic is named by what is its own, not by what is common to all', () => {
  const terms = ['the', 'pan', 'oven', 'chip', 'cable'];
  const weights = Float64Array.of(
    ...[9, 5, 4, 0.5, 0.1], // cooking
    ...[8, 0.5, 0.1, 6, 3], // technology
  );
  expect(topicTerms({ topics: 2, terms, weights }, 2)).toEqual([
    ['oven', 'pan'],
    ['cable', 'chip'],
  ]);
});
