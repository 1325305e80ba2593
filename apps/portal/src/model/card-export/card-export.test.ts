import { inflateSync } from 'node:zlib';
import { modelCardSchema } from '@placard/contracts';
import { expect, test } from 'vitest';
import { cardMarkdown } from './card-markdown.ts';
import { cardPdf } from './card-pdf.ts';
import type { ExportedModel } from './card-sections.ts';

const metrics = {
  ...{ rows: 1_000, clicks: 50, logLoss: 0.18211, auc: 0.7312, gauc: null },
  ...{ normalisedEntropy: 0.95, ece: 0.004, calibrationRatio: 1.012 },
};
const difference = { estimate: -0.02, from: -0.03, to: -0.01 };

function model(over: object = {}): ExportedModel {
  return {
    ...{ id: 'mdl_1', kind: 'dcn-v2', stage: 'champion', marketName: 'Shop | <b>news</b>' },
    gates: [{ gate: 'quality', verdict: 'pass', reason: 'better by 0.002' }],
    card: modelCardSchema.parse({
      ...{ formatVersion: 1, kind: 'dcn-v2', seed: 7, engine: 'ort', hyperparameters: {} },
      parameterCount: { dense: 10, embeddings: 100 },
      dataWindow: { fromMs: 0, toMs: 86_400_000, splitAtMs: 43_200_000 },
      rows: { train: 8_000, validation: 1_000, test: 1_000 },
      features: [{ name: 'country', side: 'context', rows: 12 }],
      metrics,
      baselines: { popularity: { ...metrics, logLoss: 0.2 } },
      slices: [{ slice: 'device', value: 'phone', metrics }],
      calibrationBins: [
        { meanPredicted: 0.02, meanObserved: 0.021, count: 500 },
        { meanPredicted: 0.08, meanObserved: 0.079, count: 500 },
      ],
      curve: [1, 2].map((step) => ({
        ...{ step, epoch: step, trainLogLoss: 0.3 / step, validationLogLoss: 0.31 / step },
        ...{ validationAuc: null, samplesPerSecond: 1, atMs: step },
      })),
      ...{ trainedAtMs: 90_000_000, durationMs: 1_500 },
      ...over,
    }),
  };
}

/** What a PDF of built-in fonts writes: its inflated content streams, their hex strings read. */
function textOf(pdf: Buffer): string {
  const raw = pdf.toString('latin1');
  const streams = [...raw.matchAll(/stream\r?\n([\s\S]*?)\r?\nendstream/g)].map(([, body]) =>
    inflateSync(Buffer.from(body ?? '', 'latin1')).toString('latin1'),
  );
  return streams
    .join('\n')
    .replace(/\[([^\]]*)\] TJ/g, (_, inner: string) =>
      [...inner.matchAll(/<([0-9a-f]*)>/g)]
        .map(([, hex]) => Buffer.from(hex ?? '', 'hex').toString('latin1'))
        .join(''),
    );
}

test('the Markdown says what the card says, and a name cannot break out of its cell', () => {
  const text = cardMarkdown(
    model({
      intervals: { logLoss: null, auc: null, gauc: null, calibrationRatio: null },
      baselineDifferences: {
        popularity: { logLoss: difference, auc: null, gauc: null, calibrationRatio: null },
      },
    }),
  );
  expect(text).toContain('# Model card: DCN-v2 for Shop \\| \\<b\\>news\\</b\\>');
  expect(text).toContain('| DCN-v2 | 0.18211 | 0.9500 | 0.7312 | undefined | 0.0040 | 1.012 |');
  expect(text).toContain('| Popularity | 0.20000 |');
  expect(text).toContain('| Device: phone | 1000 |');
  expect(text).toContain('| quality | pass | better by 0.002 |');
  expect(text).toContain('Against Popularity: Log loss −0.02000');
  expect(text).toContain('better, and not by chance.');
});

test('parts that an older card lacks are left out', () => {
  const text = cardMarkdown(model());
  expect(text).not.toContain('How sure the figures are');
  expect(text).not.toContain('What it goes by');
  expect(text).not.toContain('Order and calls');
  expect(text).not.toContain('## Layers');
});

test('how well a model orders and calls stands beside how near its rates are', () => {
  const card = model().card;
  const called = { threshold: 0.05, accuracy: 0.91, precision: 0.2, recall: null, f1: null };
  const shown = { viewers: 40, ndcg: 0.71, reciprocalRank: 0.6, averagePrecision: 0.55 };
  const text = cardMarkdown({
    ...model(),
    card: { ...card, metrics: { ...metrics, called, shown: { ...shown, hitRate: 0.98 } } },
  });
  expect(text).toContain('| nDCG@10 | MRR | MAP | Hit rate | Accuracy | Precision | Recall | F1 |');
  expect(text).toContain(
    '| 0.7100 | 0.6000 | 0.5500 | 0.9800 | 0.9100 | 0.2000 | undefined | undefined |',
  );
});

test('the PDF holds the same figures, both plots, and is the same for the same card', async () => {
  const pdf = await cardPdf(model());
  expect(pdf.subarray(0, 5).toString()).toBe('%PDF-');
  const text = textOf(pdf);
  for (const part of ['0.18211', '0.7312', 'phone', 'better by 0.002', 'Calibration']) {
    expect(text).toContain(part);
  }
  expect(text).toContain('Log loss by step');
  expect((await cardPdf(model())).equals(pdf)).toBe(true);
});
