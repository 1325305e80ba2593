import { seededRandom } from '@placard/domain';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { EmbeddingOptimiser } from './embedding-optimiser.ts';

const RATE = { step: 1, learningRate: 0.1, l2: 0 };

function optimiser(rows: number, dim = 1) {
  return EmbeddingOptimiser.create({ input: 'embedding', dim }, [rows]);
}

function cells(...rows: number[]) {
  return { rows: Int32Array.from(rows), offsets: null };
}

it('weights start anywhere within the spread, and nowhere beyond', () => {
  const tables = optimiser(1_000);
  tables.initialise(seededRandom(1), 0.01);
  const starts = [...tables.embedding.stacked];
  expect(Math.max(...starts)).toBeLessThanOrEqual(0.01);
  expect(Math.max(...starts)).toBeGreaterThan(0.009);
  expect(Math.min(...starts)).toBeLessThan(-0.009);
  expect(Math.min(...starts)).toBeGreaterThanOrEqual(-0.01);
});

describe('Adagrad on the rows of a batch', () => {
  it('the first step moves by the learning rate against the sign of the gradient', () => {
    const tables = optimiser(3);
    tables.update([{ cells: cells(2, 1), count: 2, gradient: Float32Array.of(0.5, -0.01) }], RATE);
    expect([...tables.embedding.stacked]).toEqual([
      0,
      expect.closeTo(0.1, 6),
      expect.closeTo(-0.1, 6),
    ]);
  });

  it('a row met twice is updated once, with the sum: 0.3 + 0.1 = 0.4', () => {
    const tables = optimiser(2);
    tables.update([{ cells: cells(1, 1), count: 2, gradient: Float32Array.of(0.3, 0.1) }], RATE);
    expect(tables.states[0]![1]).toBeCloseTo(0.16, 6);
    tables.update([{ cells: cells(1), count: 1, gradient: Float32Array.of(0.3) }], RATE);
    expect(tables.embedding.stacked[1]).toBeCloseTo(-0.1 - (0.1 * 0.3) / Math.sqrt(0.16 + 0.09), 6);
  });

  it('rows pooled into a mean share the gradient', () => {
    const tables = optimiser(3);
    const pooled = { rows: Int32Array.of(1, 2, 2), offsets: Int32Array.of(0, 2, 3) };
    tables.update([{ cells: pooled, count: 2, gradient: Float32Array.of(0.4, 0.1) }], RATE);
    expect(tables.states[0]![1]).toBeCloseTo(0.2 ** 2, 6);
    expect(tables.states[0]![2]).toBeCloseTo((0.2 + 0.1) ** 2, 6);
  });

  it('a row read by two inputs is updated once, with the sum; a place without a row takes no part', () => {
    const tables = optimiser(2);
    const read = [
      { cells: cells(1, 0), count: 2, gradient: Float32Array.of(0.3, 0.5) },
      { cells: cells(-1, 1), count: 2, gradient: Float32Array.of(9, 0.1) },
    ];
    tables.update(read, RATE);
    expect(tables.states[0]![0]).toBeCloseTo(0.25, 6);
    expect(tables.states[0]![1]).toBeCloseTo(0.16, 6);
  });

  it('decay touches only the rows of the batch', () => {
    const tables = optimiser(2);
    tables.embedding.stacked.set([1, 1]);
    tables.update([{ cells: cells(0), count: 1, gradient: Float32Array.of(0) }], {
      step: 1,
      learningRate: 0.1,
      l2: 0.01,
    });
    expect(tables.embedding.stacked[0]).toBeCloseTo(0.9, 6);
    expect(tables.embedding.stacked[1]).toBe(1);
  });

  it('agrees with dense Adagrad over whole tables, whatever the batches', () => {
    const rows = 5;
    const batch = fc.array(
      fc.tuple(fc.nat(rows - 1), fc.double({ min: -1, max: 1, noNaN: true })),
      { minLength: 1, maxLength: 8 },
    );
    fc.assert(
      fc.property(fc.array(batch, { minLength: 1, maxLength: 6 }), (batches) => {
        const sparse = optimiser(rows);
        const weights = new Float64Array(rows);
        const squares = new Float64Array(rows);
        for (const entries of batches) {
          const gradient = Float32Array.from(entries, ([, g]) => g);
          sparse.update(
            [
              {
                cells: cells(...entries.map(([row]) => row)),
                count: entries.length,
                gradient: gradient,
              },
            ],
            RATE,
          );
          const dense = new Float64Array(rows);
          entries.forEach(([row], i) => {
            dense[row]! += gradient[i]!;
          });
          for (let row = 0; row < rows; row++) {
            // Sums that cancel to rounding noise have no direction worth comparing.
            if (Math.abs(dense[row]!) < 1e-4) return;
            squares[row]! += dense[row]! ** 2;
            weights[row]! -= (0.1 * dense[row]!) / (Math.sqrt(squares[row]!) + 1e-10);
          }
        }
        for (let row = 0; row < rows; row++) {
          expect(sparse.embedding.stacked[row]).toBeCloseTo(weights[row]!, 3);
        }
      }),
    );
  });
});
