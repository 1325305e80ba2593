import { seededRandom } from '@placard/domain';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Interaction } from './import/dataset.ts';
import { measureLists, measureRows } from './measure.ts';
import { parseOptions, UsageError } from './options.ts';
import { splitPerViewer, timeBoundary } from './splits.ts';
import { windowsOf } from './windows.ts';

const interactions = fc
  .array(fc.record({ viewer: fc.nat(4), item: fc.nat(9), gap: fc.nat(3) }), {
    minLength: 2,
    maxLength: 60,
  })
  .map((entries) => {
    let atMs = 0;
    return entries.map(({ viewer, item, gap }): Interaction => {
      atMs += gap * 1000;
      return { viewerId: `v${viewer}`, itemId: `i${item}`, clicked: item > 4, atMs };
    });
  });

describe('windows', () => {
  it('hold every interaction once, in order, and no decision sees its own window or later', () => {
    fc.assert(
      fc.property(
        interactions,
        fc.nat(5000),
        fc.nat(60),
        fc.integer({ min: 1, max: 9 }),
        (all, windowMs, cut, maxEntries) => {
          const boundary = Math.min(cut, all.length);
          const windows = [...windowsOf(all, { windowMs, boundary, maxEntries })];
          expect(windows.flatMap((w) => w.entries.map((e) => e.number))).toEqual([...all.keys()]);
          for (const { entries } of windows) {
            const times = entries.map(({ interaction }) => interaction.atMs);
            expect(Math.max(...times) - Math.min(...times)).toBeLessThanOrEqual(windowMs);
            expect(entries.length).toBeLessThanOrEqual(maxEntries);
            const numbers = entries.map(({ number }) => number);
            expect(numbers.some((n) => n < boundary) && numbers.some((n) => n >= boundary)).toBe(
              false,
            );
          }
        },
      ),
    );
  });
});

describe('splits', () => {
  it('cut all at one moment without dividing an instant', () => {
    fc.assert(
      fc.property(interactions, (all) => {
        fc.pre(all.at(-1)!.atMs > all[Math.floor(all.length * 0.8)]!.atMs);
        const at = timeBoundary(all, 0.8);
        expect(all[at]!.atMs).toBeGreaterThan(all[at - 1]!.atMs);
      }),
    );
    const oneInstant = [0, 0].map(
      (atMs): Interaction => ({ viewerId: 'v', itemId: 'i', clicked: true, atMs }),
    );
    expect(() => timeBoundary(oneInstant, 0.8)).toThrow(RangeError);
  });

  it('cut each viewer’s own history, every interaction once, none learnt from after one predicted', () => {
    fc.assert(
      fc.property(interactions, (all) => {
        const { train, test } = splitPerViewer(all, 0.8);
        expect([...train, ...test].sort((a, b) => a - b)).toEqual([...all.keys()]);
        for (const viewerId of new Set(all.map((one) => one.viewerId))) {
          const own = (numbers: readonly number[]) =>
            numbers.filter((n) => all[n]!.viewerId === viewerId);
          expect(own(train).length).toBeGreaterThan(0);
          expect(Math.max(...own(train))).toBeLessThan(
            Math.min(...own(test), Number.POSITIVE_INFINITY),
          );
        }
      }),
    );
  });
});

describe('measures', () => {
  it('of lists: worked by hand', () => {
    const lists = [
      { viewerId: 'a', itemIds: ['x', 'y', 'z'], taken: new Set(['y', 'missed']) },
      { viewerId: 'b', itemIds: ['x'], taken: new Set(['x']) },
      { viewerId: 'c', itemIds: ['z'], taken: new Set<string>() },
    ];
    const measures = measureLists(
      lists,
      6,
      new Map([
        ['x', 3],
        ['y', 0],
        ['z', 0],
      ]),
    )!;
    const a = 1 / Math.log2(3) / (1 + 1 / Math.log2(3));
    expect(measures.viewers).toBe(2);
    expect(measures.ndcg).toBeCloseTo((a + 1) / 2, 12);
    expect(measures.recall).toBeCloseTo((1 / 2 + 1) / 2, 12);
    expect(measures.coverage).toBeCloseTo(3 / 6, 12);
    // Shares of past interactions, smoothed by one: x 4/6, y 1/6, z 1/6.
    const bits = [4, 1, 1, 4].map((count) => -Math.log2(count / 6));
    expect(measures.novelty).toBeCloseTo(bits.reduce((sum, b) => sum + b, 0) / 4, 12);
  });

  it('of lists: what a viewer takes beyond the tenth place earns nothing', () => {
    const itemIds = Array.from({ length: 12 }, (_, i) => `i${i}`);
    const measures = measureLists(
      [{ viewerId: 'a', itemIds, taken: new Set(['i10']) }],
      20,
      new Map(),
    )!;
    expect(measures.ndcg).toBe(0);
    expect(measures.recall).toBe(0);
  });

  it('of rows: random predictions have an AUC near one half, the truth has one', () => {
    const random = seededRandom(3);
    const rows = Array.from({ length: 4000 }, (_, i) => ({
      viewerId: `v${i % 7}`,
      clicked: random() < 0.4,
      prediction: random(),
    }));
    expect(measureRows(rows)!.auc).toBeGreaterThan(0.46);
    expect(measureRows(rows)!.auc).toBeLessThan(0.54);
    expect(measureRows(rows.map((row) => ({ ...row, prediction: Number(row.clicked) })))!.auc).toBe(
      1,
    );
    expect(measureRows([])).toBeNull();
  });
});

describe('order among what was shown', () => {
  it('is judged viewer by viewer, and only where there is something to order', () => {
    const row = (viewerId: string, clicked: boolean, prediction: number) => ({
      viewerId,
      clicked,
      prediction,
    });
    const measures = measureRows([
      row('a', true, 0.2),
      row('a', false, 0.9),
      row('b', true, 0.9),
      row('b', false, 0.2),
      row('only-clicks', true, 0.5),
      row('no-clicks', false, 0.5),
    ])!;
    expect(measures.shownNdcg).toBeCloseTo((1 / Math.log2(3) + 1) / 2, 12);
  });
});

describe('options', () => {
  it('take folders relative to where the command was typed', () => {
    const options = parseOptions(
      ['--data', 'sets/ml', '--limit', '500', '--window', '30'],
      '/home/me',
    );
    expect(options).toMatchObject({
      dataFolder: '/home/me/sets/ml',
      limit: 500,
      windowMs: 30_000,
      trainShare: 0.8,
    });
    expect(options.outFolder).toBe('/home/me/.data/replay-results');
  });

  it.each([
    [[]],
    [['--data', 'x', '--train', '1.5']],
    [['--data', 'x', '--nope', '1']],
    [['--data', 'x', '--deep', 'gpt']],
  ])('refuse %j with the usage', (args) => {
    expect(() => parseOptions(args, '/')).toThrow(UsageError);
    expect(() => parseOptions(args, '/')).toThrow('npm run replay');
  });
});
