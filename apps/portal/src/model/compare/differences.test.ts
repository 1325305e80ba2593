import { modelCardSchema } from '@placard/contracts';
import { expect, test } from 'vitest';
import { metricRows, settingRows, sliceRows } from './differences.ts';

const metrics = (logLoss: number, rows = 100) => ({
  ...{ rows, clicks: 5, logLoss, auc: null, gauc: null },
  ...{ normalisedEntropy: null, ece: 0.01, calibrationRatio: 1 },
});

const model = (id: string, logLoss: number, over: object, slices: object[] = []) => ({
  ...{ id, name: id },
  card: modelCardSchema.parse({
    ...{ formatVersion: 1, kind: 'dcn-v2', seed: 1, engine: 'ort', hyperparameters: over },
    parameterCount: { dense: 1, embeddings: 1 },
    dataWindow: { fromMs: 0, toMs: 2, splitAtMs: 1 },
    rows: { train: 1, validation: 1, test: 1 },
    ...{ features: [], metrics: metrics(logLoss), baselines: {}, slices, calibrationBins: [] },
    ...{ curve: [], trainedAtMs: 1, durationMs: 1 },
  }),
});

test('figures stand beside the first model, and an undefined one has no difference', () => {
  const rows = metricRows([model('a', 0.2, {}), model('b', 0.19, {})]);
  const [logLoss, , auc] = rows;
  expect(logLoss?.values).toEqual([0.2, 0.19]);
  expect(logLoss?.differences[1]).toBeCloseTo(-0.01, 9);
  expect(auc?.differences).toEqual([null, null]);
});

test('only what was set differently is listed', () => {
  const rows = settingRows([model('a', 0.2, { epochs: 3 }), model('b', 0.2, { epochs: 5 })]);
  expect(rows).toEqual([{ label: 'epochs', values: ['3', '5'] }]);
});

test('a slice that one model lacks stays, with a gap', () => {
  const slice = (value: string, rows: number) => ({
    ...{ slice: 'device', value },
    metrics: metrics(0.3, rows),
  });
  const rows = sliceRows([
    model('a', 0.2, {}, [slice('phone', 50)]),
    model('b', 0.2, {}, [slice('phone', 50), slice('desktop', 60)]),
  ]);
  expect(rows.map(({ label, values }) => [label, values])).toEqual([
    ['Device: desktop', [null, 0.3]],
    ['Device: phone', [0.3, 0.3]],
  ]);
});
