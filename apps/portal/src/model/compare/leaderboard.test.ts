import { expect, test } from 'vitest';
import { sortedBy } from './leaderboard.ts';

const model = (id: string, auc: number | null, calibrationRatio: number | null) => ({
  id,
  metrics: {
    ...{ rows: 1, clicks: 1, logLoss: 0.1, auc, gauc: null },
    ...{ normalisedEntropy: null, ece: 0, calibrationRatio },
  },
});
const MODELS = [model('a', null, 2), model('b', 0.6, 0.9), model('c', 0.7, null)];
const ids = (models: readonly { id: string }[]) => models.map(({ id }) => id).join('');

test('the best comes first, and a version without the figure last', () => {
  expect(ids(sortedBy('auc', MODELS))).toBe('cba');
  expect(ids(sortedBy('calibration', MODELS))).toBe('bac');
});

test('equals keep the order in which they came', () => {
  expect(ids(sortedBy('log-loss', MODELS))).toBe('abc');
  expect(ids(sortedBy('gauc', MODELS))).toBe('abc');
});
