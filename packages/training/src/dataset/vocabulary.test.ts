import type { FeatureValue } from '@placard/contracts';
import { describe, expect, it } from 'vitest';
import type { FeatureDefinition, TrainingRow } from './training-row.ts';
import { buildEncodings } from './vocabulary.ts';

function rows(...values: (FeatureValue | undefined)[]): TrainingRow[] {
  return values.map((value, i) => ({
    atMs: i,
    adId: 'ad_1',
    viewerKey: null,
    clicked: false,
    weight: 1,
    values: value === undefined ? {} : { f: value },
  }));
}

function buildEncoding(definition: FeatureDefinition, learnt: TrainingRow[], minCount: number) {
  return buildEncodings([{ definition }], learnt, minCount)[0]!;
}

describe('a vocabulary holds what is frequent enough', () => {
  const categorical = { name: 'f', side: 'ad', kind: 'categorical' } as const;

  it('most frequent first, ties in order, rare and missing values left out', () => {
    const encoding = buildEncoding(
      categorical,
      rows('b', 'c', 'b', 'a', 'c', 'c', 'a', 'rare', null, undefined),
      2,
    );
    expect(encoding).toEqual({ ...categorical, vocabulary: ['c', 'a', 'b'] });
  });

  it('a number is its decimal string', () => {
    expect(buildEncoding(categorical, rows(7, 7, 8), 2)).toMatchObject({ vocabulary: ['7'] });
  });

  it('a value listed twice in one row counts one row', () => {
    const multi = { name: 'f', side: 'ad', kind: 'multi' } as const;
    const encoding = buildEncoding(multi, rows(['x', 'x'], ['y', 'z'], ['z']), 2);
    expect(encoding).toMatchObject({ vocabulary: ['z'] });
  });
});

describe('a number is cut where its values lie', () => {
  const numeric = { name: 'f', side: 'ad', kind: 'numeric' } as const;
  const boundaries = (...values: (FeatureValue | undefined)[]) => {
    const encoding = buildEncoding(numeric, rows(...values), 2);
    return encoding.kind === 'numeric' ? encoding.boundaries : [];
  };

  it('few distinct values get a bucket each', () => {
    expect(boundaries(3, 1, 2, 1, 2, 3, 1, 2, 3, null)).toEqual([2, 3]);
  });

  it('many values get buckets of equal count', () => {
    const cuts = boundaries(...Array.from({ length: 3200 }, (_, i) => i));
    expect(cuts).toHaveLength(31);
    expect(cuts[0]).toBe(100);
    expect(cuts.at(-1)).toBe(3100);
  });

  it('infinite, missing and textual values do not move the cuts', () => {
    expect(boundaries(Number.POSITIVE_INFINITY, 'text', undefined)).toEqual([]);
  });
});
