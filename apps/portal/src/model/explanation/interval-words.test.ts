import { expect, test } from 'vitest';
import { differenceWords, intervalRows } from './interval-words.ts';

const none = { logLoss: null, auc: null, gauc: null, calibrationRatio: null };

test('a difference is called better, worse or chance by its whole interval and its direction', () => {
  const words = differenceWords({
    popularity: {
      ...none,
      logLoss: { estimate: -0.01, from: -0.02, to: -0.005 },
      auc: { estimate: -0.02, from: -0.03, to: -0.01 },
      gauc: { estimate: 0.01, from: -0.01, to: 0.03 },
    },
  });
  expect(words).toEqual([
    {
      baseline: 'popularity',
      sentences: [
        'Log loss −0.01000 (95 %: −0.02000 to −0.00500): better, and not by chance.',
        'AUC −0.0200 (95 %: −0.0300 to −0.0100): worse, and not by chance.',
        'GAUC +0.0100 (95 %: −0.0100 to +0.0300): no more than chance may do.',
      ],
    },
  ]);
});

test('a figure that is undefined is left out rather than shown as zero', () => {
  const auc = { estimate: 0.7, from: 0.65, to: 0.75 };
  expect(intervalRows({ ...none, auc })).toEqual([
    { label: 'AUC', text: '0.7000 (0.6500 to 0.7500)' },
  ]);
});
