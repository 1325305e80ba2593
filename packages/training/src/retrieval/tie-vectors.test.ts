import { normalSample, seededRandom } from '@placard/domain';
import { expect, it } from 'vitest';
import { type IndexedForm, type NeighbourForm, strongest } from '../recommend/online-form.ts';
import { tieVectors } from './tie-vectors.ts';

const ITEMS = 1_500;
const DIM = 12;
const NEIGHBOURS = 20;

it('the index finds the ties that weighing every pair finds, with the same weights', async () => {
  const random = seededRandom(8);
  const centres = Array.from({ length: 10 * DIM }, () => normalSample(random));
  const vectors = Float32Array.from(
    { length: ITEMS * DIM },
    (_, at) => centres[at % (10 * DIM)]! + 0.5 * normalSample(random),
  );
  const form = {
    ...{ kind: 'vectors' as const, dim: DIM, vectors, historyVectors: null },
    foldIn: { kind: 'ridge' as const, confidence: 1, penalty: 5 },
  };
  const weighed = (await tieVectors(form, { mostWeighedItems: ITEMS })) as NeighbourForm;
  const indexed = (await tieVectors(form, { mostWeighedItems: ITEMS - 1 })) as IndexedForm;
  let found = 0;
  for (let item = 0; item < ITEMS; item += 10) {
    const row = Array.from(weighed.row(item));
    const positive = row.map((weight) => Math.max(0, weight));
    const wanted = new Set(strongest(positive, NEIGHBOURS));
    const ties = indexed.nearest(item, NEIGHBOURS);
    expect(ties).toHaveLength(NEIGHBOURS);
    expect(ties.map((tie) => tie.item)).not.toContain(item);
    for (const tie of ties) {
      expect(tie.weight).toBeCloseTo(row[tie.item]!, 5);
      if (wanted.has(tie.item)) found++;
    }
  }
  expect(found / (NEIGHBOURS * (ITEMS / 10))).toBeGreaterThan(0.97);
});
