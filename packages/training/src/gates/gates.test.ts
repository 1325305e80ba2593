import { type GateName, hyperparametersSchema, type ModelCard } from '@placard/contracts';
import { seededRandom } from '@placard/domain';
import { calibrationBins } from '@placard/ranking';
import { expect, test } from 'vitest';
import type { TrainingRow } from '../dataset/training-row.ts';
import { evaluatePredictions } from '../evaluate/evaluate-predictions.ts';
import type { GateEvidence } from './gate.ts';
import { runGates } from './run-gates.ts';

const random = seededRandom(3);
/** Rows with a known click rate: .5 where `good`, .1 elsewhere; two groups of viewers. */
const rows: TrainingRow[] = Array.from({ length: 8_000 }, (_, i) => {
  const good = i % 2 === 0;
  return {
    atMs: i,
    adId: 'ad',
    viewerKey: null,
    values: { good: good ? 'yes' : 'no', 'viewer-attribute:age': i % 3 === 0 ? 'old' : 'young' },
    clicked: random() < (good ? 0.5 : 0.1),
    weight: 1,
  };
});
const truth = (factor = 1) =>
  Float64Array.from(rows, ({ values }) => factor * (values.good === 'yes' ? 0.5 : 0.1));

function card(predictions: Float64Array): ModelCard {
  const labels = rows.map(({ clicked }) => Number(clicked));
  const flat = Float64Array.from(rows, () => 0.3);
  return {
    formatVersion: 1,
    kind: 'dcn-v2',
    seed: 1,
    engine: 'ort',
    hyperparameters: hyperparametersSchema.parse({}),
    parameterCount: { dense: 1, embeddings: 1 },
    dataWindow: { fromMs: 0, toMs: 8_000, splitAtMs: 0 },
    rows: { train: 1, validation: 1, test: rows.length },
    features: [],
    metrics: evaluatePredictions(predictions, rows),
    baselines: { popularity: evaluatePredictions(flat, rows) },
    slices: [{ slice: 'all', value: 'rows', metrics: evaluatePredictions(predictions, rows) }],
    calibrationBins: calibrationBins(predictions, labels),
    curve: [],
    trainedAtMs: 0,
    durationMs: 0,
  };
}

function evidence(predictions: Float64Array, more: Partial<GateEvidence> = {}): GateEvidence {
  const none = new Uint8Array(1);
  return {
    card: card(predictions),
    files: {
      'model.onnx': none,
      'tables.bin': none,
      'feature-map.json': none,
      'golden.json': none,
      'card.json': none,
    },
    rows,
    predictions,
    champion: null,
    loaded: { refusal: 'golden case 0: expected 1, got 2' },
    fairnessAttributes: [],
    nowMs: () => 0,
    ...more,
  };
}

async function verdict(gate: GateName, given: GateEvidence) {
  const result = (await runGates(given)).find((one) => one.gate === gate)!;
  return result;
}
const champion = (
  predictions: Float64Array,
  seenUntilMs = -1,
  heldOutEntropy: number | null = null,
) => ({
  champion: { modelVersionId: 'mdl_1', predictions, seenUntilMs, heldOutEntropy },
});

test('every gate has its say, with a reason', async () => {
  const results = await runGates(evidence(truth()));
  expect(results.map(({ gate }) => gate)).toEqual([
    'quality',
    'calibration',
    'golden',
    'latency',
    'size',
    'fairness',
  ]);
  for (const { reason } of results) expect(reason.length).toBeGreaterThan(10);
});

test('a model no better than a baseline is refused, with both figures', async () => {
  const flat = Float64Array.from(rows, () => 0.3);
  const result = await verdict('quality', evidence(flat));
  expect(result.verdict).toBe('refuse');
  expect(result.reason).toMatch(/log loss 0\.\d+ is not below that of popularity \(0\.\d+\)/);
});

test('a model worse than the champion on the same rows is refused, an equal one is not', async () => {
  const worse = evidence(truth(0.7), champion(truth()));
  expect((await verdict('quality', worse)).verdict).toBe('refuse');
  expect((await verdict('quality', evidence(truth(), champion(truth())))).verdict).toBe('pass');
});

test('rows that the champion has learnt from do not count for it', async () => {
  // It knows the first half by heart, and nothing of the second.
  const cheat = Float64Array.from(rows, ({ clicked }, i) =>
    i < 4_000 ? (clicked ? 0.99 : 0.01) : 0.3,
  );
  const result = await verdict('quality', evidence(truth(), champion(cheat, 3_999)));
  expect(result).toMatchObject({ verdict: 'pass', figures: { rows: 4_000 } });
  expect((await verdict('quality', evidence(truth(), champion(cheat, -1)))).verdict).toBe('refuse');
});

test('a champion that has learnt all later rows is judged by what was held out from it', async () => {
  const last = rows.at(-1)!.atMs;
  const knowsByHeart = Float64Array.from(rows, ({ clicked }) => (clicked ? 0.99 : 0.01));
  const given = evidence(truth());
  const own = given.card.metrics.normalisedEntropy!;
  const against = (entropy: number) =>
    verdict('quality', evidence(truth(), champion(knowsByHeart, last, entropy)));
  expect(await against(own * 1.01)).toMatchObject({ verdict: 'pass' });
  const refused = await against(own * 0.99);
  expect(refused.verdict).toBe('refuse');
  expect(refused.reason).toContain('each on what was held out from it');
});

test('calibration: a tenth too high is refused where there are 1,600 clicks, by slice as well', async () => {
  expect(await verdict('calibration', evidence(truth()))).toMatchObject({ verdict: 'pass' });
  const high = await verdict('calibration', evidence(truth(1.1)));
  expect(high.verdict).toBe('refuse');
  expect(high.reason).toMatch(/overall 1\.\d+ over 2\d+ clicks; all rows 1\.\d+/);
});

test('calibration: chance in a small slice is not held against a model', async () => {
  const few = card(truth());
  const metrics = { ...few.metrics, rows: 100, clicks: 30, calibrationRatio: 1.2, ece: 0.04 };
  const bins = [{ meanPredicted: 0.36, meanObserved: 0.3, count: 100 }];
  const small = { ...few, metrics, slices: [], calibrationBins: bins };
  expect((await verdict('calibration', evidence(truth(), { card: small }))).verdict).toBe('pass');
  const twice = { ...small, metrics: { ...metrics, calibrationRatio: 2 } };
  expect((await verdict('calibration', evidence(truth(), { card: twice }))).verdict).toBe('refuse');
});

test('an artefact that serving refuses is refused with its reason', async () => {
  const result = await verdict('golden', evidence(truth()));
  expect(result).toMatchObject({ verdict: 'refuse' });
  expect(result.reason).toContain('golden case 0');
});

test('fairness: groups promised different things are refused; without a declaration nobody is asked', async () => {
  const biased = Float64Array.from(truth(), (p, i) => p * (i % 3 === 0 ? 1.4 : 0.9));
  const asked = { fairnessAttributes: ['age'] };
  const result = await verdict('fairness', evidence(biased, asked));
  expect(result.verdict).toBe('refuse');
  expect(result.reason).toMatch(/age: old 1\.\d+ and young 0\.\d+, a gap of 0\.\d+/);
  expect((await verdict('fairness', evidence(truth(), asked))).verdict).toBe('pass');
  expect((await verdict('fairness', evidence(biased))).verdict).toBe('not-applicable');
});

test('an oversize artefact is refused', async () => {
  const big = { byteLength: 600 * 1024 * 1024 } as Uint8Array;
  const given = evidence(truth());
  const files = { ...given.files, 'tables.bin': big };
  const result = await verdict('size', { ...given, files });
  expect(result).toMatchObject({
    verdict: 'refuse',
    reason: expect.stringContaining('600.00 MiB'),
  });
});

test('a gate that breaks refuses', async () => {
  const broken = { ...evidence(truth()), rows: [] as TrainingRow[], loaded: { scorer: null! } };
  expect((await verdict('latency', broken)).reason).toContain('could not judge');
});
