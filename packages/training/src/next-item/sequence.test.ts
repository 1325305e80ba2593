import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { seededRandom } from '@placard/domain';
import { assertSafeModel, encodeModel, exportModel } from '@placard/graph';
import * as ort from 'onnxruntime-node';
import { describe, expect, it } from 'vitest';
import { SEQUENCE_ENCODERS, type SequenceEncoderName } from './encoders/catalogue.ts';
import { fitSequenceModel } from './fit-sequence-model.ts';
import { buildServingGraph, buildTrainingGraph } from './sequence-graph.ts';
import { sequenceSettingsSchema } from './settings.ts';

const ITEMS = 12;
const settings = sequenceSettingsSchema.parse({
  ...{ dim: 16, heads: 2, maxLength: 6, dropout: 0.1, rowsPerBatch: 4 },
  ...{ learningRate: 0.01, epochs: 25, patienceEpochs: 25 },
});

/** Everyone goes round the same circle of items, from a place of their own. */
const sequences = Array.from({ length: 60 }, (_, viewer) =>
  Int32Array.from({ length: 3 + (viewer % 5) }, (_, i) => (viewer * 5 + i) % ITEMS),
);
const validation = sequences.slice(0, 24).map((items, viewer) => ({
  history: { viewer, items },
  target: (items.at(-1)! + 1) % ITEMS,
}));
const fixed = { itemCount: ITEMS, sequences, validation, seed: 1, threads: 1 };
const history = (...items: number[]) => ({ viewer: 0, items: Int32Array.from(items) });
const names = Object.keys(SEQUENCE_ENCODERS) as SequenceEncoderName[];

describe.each(names)('%s', (name) => {
  const encoder = SEQUENCE_ENCODERS[name];
  const fit = (epochs: number) =>
    fitSequenceModel({ ...fixed, encoder, settings: { ...settings, epochs } });

  it('learns the order of a circle', async () => {
    const { model, progress } = await fit(25);
    await model.release();
    expect(progress.bestValidation).toBeGreaterThan(0.95);
  });

  it('a history has the same scores alone and packed beside others', async () => {
    const { model } = await fit(1);
    const histories = [history(3, 4), history(7), history(1, 2, 3), history(5, 6, 7, 8, 9, 10, 11)];
    const together = await model.scores(histories);
    for (const [index, one] of histories.entries()) {
      const alone = await model.scores([one]);
      alone.forEach((score, item) => {
        expect(together[index * ITEMS + item]).toBeCloseTo(score, 4);
      });
    }
    await model.release();
  });

  it('the exported viewer tower, run elsewhere, gives the same scores as the model', async () => {
    const { model } = await fit(1);
    const { dim, maxLength } = settings;
    const [one, hidden] = [history(4, 5, 6), encoder.task === 'masked' ? 1 : 0];
    const tower = model.viewerTower();
    assertSafeModel(tower.model);
    const first = maxLength - one.items.length - hidden;
    const items = new Float32Array(maxLength * dim);
    const visible = new Float32Array(maxLength * maxLength);
    one.items.forEach((item, i) => {
      items.set(tower.inputVectors.subarray(item * dim, (item + 1) * dim), (first + i) * dim);
    });
    for (let i = first; i < maxLength; i++) {
      visible.fill(1, i * maxLength + first, hidden ? (i + 1) * maxLength : i * maxLength + i + 1);
    }
    const masked = new Float32Array(maxLength);
    masked[maxLength - 1] = 1;
    const session = await ort.InferenceSession.create(tower.model);
    const { viewer } = await session.run({
      history: new ort.Tensor('float32', items, [1, maxLength, dim]),
      visible: new ort.Tensor('float32', visible, [1, maxLength, maxLength]),
      ...(hidden && { masked: new ort.Tensor('float32', masked, [1, maxLength, 1]) }),
    });
    const vector = viewer!.data as Float32Array;
    const scores = await model.scores([one]);
    for (let item = 0; item < ITEMS; item++) {
      const row = tower.itemVectors.subarray(item * dim, (item + 1) * dim);
      const product = vector.reduce((sum, value, k) => sum + value * row[k]!, 0);
      expect(product).toBeCloseTo(scores[item]!, 4);
    }
    await session.release();
    await model.release();
  });

  it('the gradient agrees with a finite difference along it', async () => {
    expect(await gradientError(name)).toBeLessThan(0.02);
  });
});

it.each(names.filter((name) => SEQUENCE_ENCODERS[name].task === 'next'))(
  '%s: a later item changes no earlier output',
  async (name) => {
    const [before, after] = [await hiddenOf(name, 0), await hiddenOf(name, 1)];
    const { dim, maxLength } = settings;
    const changed = (maxLength - 2) * dim;
    expect(after.slice(0, changed)).toEqual(before.slice(0, changed));
    expect(after.slice(changed)).not.toEqual(before.slice(changed));
  },
);

it('a paused run, continued, ends with the bits of one that never stopped', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'placard-next-item-'));
  try {
    const options = {
      ...fixed,
      encoder: SEQUENCE_ENCODERS.sasrec,
      settings: { ...settings, epochs: 3 },
    };
    const checkpoint = join(folder, 'run');
    const paused = await fitSequenceModel({ ...options, checkpoint, pause: () => true });
    expect(paused.finished).toBe(false);
    const continued = await fitSequenceModel({ ...options, checkpoint });
    const whole = await fitSequenceModel(options);
    expect(continued.progress.curve).toEqual(whole.progress.curve);
    expect(continued.model.viewerTower()).toEqual(whole.model.viewerTower());
    await expect(fitSequenceModel({ ...options, checkpoint, seed: 2 })).rejects.toThrow(
      'another seed',
    );
    for (const { model } of [paused, continued, whole]) await model.release();
  } finally {
    await rm(folder, { recursive: true });
  }
});

it('when validation stops rising, the learning rate falls and training ends before its time', async () => {
  const never = validation.map((one) => ({ ...one, target: one.history.items.at(-1)! }));
  const { model, progress } = await fitSequenceModel({
    ...{ ...fixed, validation: never, encoder: SEQUENCE_ENCODERS['two-tower'] },
    settings: { ...settings, epochs: 60, patienceEpochs: 2, decayEpochs: 3 },
  });
  await model.release();
  expect(progress).toMatchObject({ finished: true, epoch: progress.bestEpoch + 5 });
  expect(progress.epoch).toBeLessThan(60);
});

it('an empty history and an unknown item are refused', async () => {
  const { model } = await fitSequenceModel({
    ...fixed,
    encoder: SEQUENCE_ENCODERS['two-tower'],
    settings: { ...settings, epochs: 1 },
  });
  await expect(model.scores([history()])).rejects.toThrow('empty');
  await expect(model.scores([history(ITEMS)])).rejects.toThrow(`item ${ITEMS} is outside`);
  await model.release();
});

/** A training graph with every input filled at random; positions see themselves and what is before. */
async function trainingGraph(name: SequenceEncoderName) {
  const encoder = SEQUENCE_ENCODERS[name];
  const { graph } = buildTrainingGraph({ encoder, settings, itemCount: ITEMS });
  const session = await ort.InferenceSession.create(encodeModel(exportModel(graph)));
  const random = seededRandom(5);
  const feeds: Record<string, ort.Tensor> = {};
  for (const { name: input, shape } of [
    ...graph.inputs,
    ...graph.parameters.map((p) => p.tensor),
  ]) {
    if (!session.inputNames.includes(input)) continue;
    const dims = shape.map((size) => Number(String(size).replace('*B', '').replace('B', '1')));
    const size = dims.reduce((total, one) => total * one, 1);
    const { maxLength } = settings;
    const value = (i: number) =>
      input === 'visible'
        ? Number(i % maxLength <= Math.floor(i / maxLength))
        : input === 'weights'
          ? 1
          : random() - 0.5;
    feeds[input] = new ort.Tensor(
      'float32',
      Float32Array.from({ length: size }, (_, i) => value(i)),
      dims,
    );
  }
  return { session, feeds };
}

async function gradientError(name: SequenceEncoderName): Promise<number> {
  const { session, feeds } = await trainingGraph(name);
  const at = await session.run(feeds);
  const wanted = session.outputNames.filter((output) => output !== 'loss');
  const gradient = wanted.map((output) => at[output]!.data as Float32Array);
  const length = Math.sqrt(gradient.flatMap((part) => [...part]).reduce((s, g) => s + g * g, 0));
  const lossAt = async (step: number) => {
    const moved = { ...feeds };
    wanted.forEach((output, index) => {
      const feed = feeds[output.slice(2)]!;
      const data = (feed.data as Float32Array).map(
        (v, i) => v + (step * gradient[index]![i]!) / length,
      );
      moved[output.slice(2)] = new ort.Tensor('float32', data, feed.dims);
    });
    return (await session.run(moved)).loss!.data[0] as number;
  };
  const difference = ((await lossAt(0.005)) - (await lossAt(-0.005))) / 0.01;
  await session.release();
  return Math.abs(difference - length) / length;
}

/** Outputs of one row whose last item but one is moved by `change`. */
async function hiddenOf(name: SequenceEncoderName, change: number): Promise<number[]> {
  const encoder = SEQUENCE_ENCODERS[name];
  const { graph } = buildServingGraph({ encoder, settings, itemCount: ITEMS });
  const { session, feeds } = await trainingGraph(name);
  const serving = await ort.InferenceSession.create(encodeModel(exportModel(graph)));
  const used = Object.fromEntries(serving.inputNames.map((input) => [input, feeds[input]!]));
  const { dim, maxLength } = settings;
  const items = used.history!.data as Float32Array;
  items[(maxLength - 2) * dim] = items[(maxLength - 2) * dim]! + change;
  const { hidden } = await serving.run(used);
  await session.release();
  await serving.release();
  return [...(hidden!.data as Float32Array)];
}
