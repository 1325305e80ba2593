import { wordsOf } from '@placard/domain';
import type { AdFacts } from '../ad-stats/read-ad.ts';
import type { AdFeature } from './feature.ts';

const COUNT = 16;
const SHORTEST = 2;

/** The first distinct words of the ad's text, in any language: what an ad that nobody has seen is known by. */
export const adWords: AdFeature = {
  name: 'ad-words',
  side: 'ad',
  kind: 'multi',
  read: ({ facts }) => {
    let words = known.get(facts);
    if (!words) {
      const long = wordsOf(facts.text).filter((word) => word.length >= SHORTEST);
      words = [...new Set(long)].slice(0, COUNT);
      known.set(facts, words);
    }
    return [...words];
  },
};

/** Facts outlive thousands of readings; words are found once. */
const known = new WeakMap<AdFacts, readonly string[]>();
