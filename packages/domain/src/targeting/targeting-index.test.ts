import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { countBits, fullBitset, hasBit, listBits } from './bitset.ts';
import { firstFailingRule } from './matches.ts';
import { TARGETING_ATTRIBUTES, type TargetingFacts, type TargetingRule } from './rule.ts';
import { buildTargetingIndex, intersectMatching, type Targeted } from './targeting-index.ts';

const value = fc.constantFrom('a', 'b', 'c', 'd');
const values = fc.uniqueArray(value, { minLength: 1, maxLength: 3 });
const rule: fc.Arbitrary<TargetingRule> = fc.record({
  attribute: fc.constantFrom(...TARGETING_ATTRIBUTES),
  mode: fc.constantFrom('include' as const, 'exclude' as const),
  values,
});
const targeted: fc.Arbitrary<Targeted> = fc.record({
  rules: fc.array(rule, { maxLength: 6 }),
  timeZone: fc.constantFrom('Europe/Berlin', 'Asia/Tokyo'),
});
const facts: fc.Arbitrary<TargetingFacts> = fc.dictionary(
  fc.constantFrom(...TARGETING_ATTRIBUTES),
  fc.uniqueArray(value, { maxLength: 3 }),
);

function matchingOf(all: readonly Targeted[], request: TargetingFacts, byZone: ZoneHours) {
  const index = buildTargetingIndex(all);
  const matching = fullBitset(all.length);
  const removed = new Map<string, number>();
  intersectMatching(index, request, byZone, matching, fullBitset(all.length), (attribute, count) =>
    removed.set(attribute, (removed.get(attribute) ?? 0) + count),
  );
  return { matching, removed };
}
type ZoneHours = Map<string, { hour: string[]; weekday: string[] }>;

describe('the targeting index', () => {
  test('keeps exactly those whose every rule holds, whatever the rules', () => {
    fc.assert(
      fc.property(
        fc.array(targeted, { maxLength: 80 }),
        facts,
        fc.record({ 'Europe/Berlin': values, 'Asia/Tokyo': values }),
        (all, request, hours) => {
          const byZone: ZoneHours = new Map(
            Object.entries(hours).map(([zone, hour]) => [zone, { hour, weekday: hour }]),
          );
          const { matching, removed } = matchingOf(all, request, byZone);
          all.forEach(({ rules, timeZone }, i) => {
            const local = { ...request, ...byZone.get(timeZone) };
            expect(hasBit(matching, i)).toBe(firstFailingRule(rules, local) === undefined);
          });
          const lost = [...removed.values()].reduce((sum, count) => sum + count, 0);
          expect(countBits(matching) + lost).toBe(all.length);
        },
      ),
      { numRuns: 300 },
    );
  });

  test('agrees for dense and for sparse values of a thousand ad groups', () => {
    const all: Targeted[] = Array.from({ length: 1000 }, (_, i) => ({
      timeZone: 'UTC',
      rules: [
        { attribute: 'country', mode: i % 7 === 0 ? 'exclude' : 'include', values: ['de'] },
        { attribute: 'keyword', mode: 'include', values: [`k${i % 300}`, 'any'] },
        { attribute: 'keyword', mode: 'exclude', values: [`x${i}`] },
      ],
    }));
    const request = { country: ['de'], keyword: ['k5', 'x305', 'k6'] };
    const { matching } = matchingOf(all, request, new Map());
    const found = new Int32Array(1000);
    const count = listBits(matching, found);
    const expected = all.flatMap(({ rules }, i) => (firstFailingRule(rules, request) ? [] : [i]));
    expect([...found.subarray(0, count)]).toEqual(expected);
    expect(expected.length).toBeGreaterThan(2);
  });
});
