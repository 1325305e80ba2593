import { expect, test } from 'vitest';
import { createKeys } from './keys.ts';

/** What Redis Cluster hashes: the text between the first brace and the next. */
const tagOf = (key: string) => /\{(.+?)\}/.exec(key)?.[1];

test('keys that one script touches lie in one slot of a cluster, those of others need not', () => {
  const keys = createKeys('p:');
  const tags = (...all: string[]) => new Set(all.map(tagOf));
  expect(
    tags(
      keys.money('adv_1'),
      keys.holds('adv_1'),
      keys.expiries('adv_1'),
      keys.settled('adv_1', 'd'),
    ),
  ).toEqual(new Set(['a:adv_1']));
  expect(tags(keys.profile('m', 'v'), keys.showings('m', 'v'))).toEqual(new Set(['v:m:v']));
  expect(tags(keys.stats('m'), keys.statsChanged('m'))).toEqual(new Set(['s:m']));
});

test('keys of different viewers, markets and advertisers differ', () => {
  const keys = createKeys('p:');
  const all = ['a', 'b'].flatMap((one) => [
    ...['x', 'y'].flatMap((two) => [keys.profile(one, two), keys.showings(one, two)]),
    ...[keys.money(one), keys.holds(one), keys.expiries(one), keys.settled(one, 'd')],
    ...[keys.stats(one), keys.statsChanged(one), keys.position(one)],
  ]);
  expect(new Set(all).size).toBe(all.length);
});
