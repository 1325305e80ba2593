/**
 * The rules of the business, pure: money, ids, time, targeting rules, auction and pacing.
 * It takes its clock and random source as arguments. It refuses I/O and imports no other package.
 */

export * from './auction/second-price.ts';
export * from './id.ts';
export * from './money/ecpm.ts';
export * from './money/micros.ts';
export * from './money/split.ts';
export * from './pacing/pacing-rate.ts';
export * from './random.ts';
export * from './share-of.ts';
export * from './targeting/bitset.ts';
export * from './targeting/matches.ts';
export * from './targeting/rule.ts';
export * from './targeting/targeting-index.ts';
export * from './text/words.ts';
export * from './time.ts';
