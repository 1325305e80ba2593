import { expect, it } from 'vitest';
import { type ClickTable, encodeTable } from '../click-models/encode-table.ts';
import {
  negativePairs,
  seenPairElsePopularity,
  unseenPairs,
  withPairHistory,
} from './pair-history.ts';

const table: ClickTable = {
  fields: [
    { name: 'user', side: 'viewer' },
    { name: 'item', side: 'ad' },
  ],
  rows: [
    ['u1', 'i1'],
    ['u1', 'i1'],
    ['u1', 'i2'],
    ['u2', 'i1'],
    ['u1', 'i1'],
    ['u1', 'i2'],
    ['u2', 'i2'],
  ],
  labels: [1, 1, 0, 1, 1, 0, 1],
};
const LEARN_FROM = 4;

it('a training row does not read its own outcome; a later row reads all of training', () => {
  const history = withPairHistory(table, LEARN_FROM).rows.map((row) => row.at(-1));
  expect(history).toEqual(['clicked', 'clicked', '', '', 'clicked', 'passed', '']);
});

it('outcomes of later rows are read by nobody', () => {
  const other = { ...table, labels: table.labels.map((label, i) => (i < LEARN_FROM ? label : 0)) };
  expect(withPairHistory(other, LEARN_FROM).rows).toEqual(withPairHistory(table, LEARN_FROM).rows);
});

it('a pair seen is predicted by what it was, another by how its item fared', () => {
  const [seen, passed, unseen] = seenPairElsePopularity(table, LEARN_FROM);
  expect(unseenPairs(table, LEARN_FROM)).toEqual([false, false, true]);
  expect(seen).toBeGreaterThan(0.99);
  expect(passed).toBeLessThan(0.01);
  // i2 was shown once and passed; a prior of five rows at the overall 3/4.
  expect(unseen).toBeCloseTo((0 + 5 * 0.75) / 6, 12);
});

it('negatives that come more than once are counted', () => {
  const passed = { ...table, labels: [0, 0, 1, 1, 0, 0, 0] };
  expect(negativePairs(passed, LEARN_FROM, { from: LEARN_FROM, to: 7 })).toEqual({
    judged: 3,
    met: 1,
    repeated: 0,
    repeatedInTraining: 1,
  });
});

it('values that training lacks, or hardly has, read row 0', () => {
  const data = encodeTable(table, LEARN_FROM, 2);
  expect(data.rowsByFeature).toEqual([2, 2]);
  expect([...data.encoded.rows.slice(0, 8)]).toEqual([1, 1, 1, 1, 1, 0, 0, 1]);
});
