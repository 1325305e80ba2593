import { encodeModel, exportModel, type Graph } from '@placard/graph';
import * as ort from 'onnxruntime-node';
import { expect, it } from 'vitest';
import { twoTower } from './encoders/two-tower.ts';
import { buildServingGraph, buildTrainingGraph } from './sequence-graph.ts';
import { sequenceSettingsSchema } from './settings.ts';

const settings = sequenceSettingsSchema.parse({ dim: 4, maxLength: 3, dropout: 0 });
const shape = { encoder: twoTower, settings, itemCount: 9 };
const COUNT = 3;
/** How often each target's item is one, and what its logarithm takes off its column. */
const LOG_Q = [0.5, 0.3, 0.2].map(Math.log);

/** Numbers of their own for every input; positions see themselves and what is before. */
function feedsOf(graph: Graph): Record<string, ort.Tensor> {
  return Object.fromEntries(
    [...graph.inputs, ...graph.parameters.map(({ tensor }) => tensor)].map(
      ({ name, shape: of }) => {
        const dims = of.map((size) => Number(String(size).replace('*B', '').replace('B', '1')));
        const length = dims.reduce((total, size) => total * size, 1);
        const value = (i: number) => {
          if (name === 'visible') return Number(i % COUNT <= Math.floor(i / COUNT));
          if (name === 'weights') return i + 1;
          if (name === 'bias') return -LOG_Q[i % COUNT]!;
          if (name === 'own-bias') return -LOG_Q[i]!;
          return Math.sin(name.length + 1.3 * i);
        };
        return [
          name,
          new ort.Tensor(
            'float32',
            Float32Array.from({ length }, (_, i) => value(i)),
            dims,
          ),
        ];
      },
    ),
  );
}

async function run(graph: Graph, output: string): Promise<Float32Array> {
  const session = await ort.InferenceSession.create(encodeModel(exportModel(graph)), {
    intraOpNumThreads: 1,
  });
  const results = await session.run(feedsOf(graph), [output]);
  await session.release();
  return results[output]!.data as Float32Array;
}

it('in-batch softmax with the correction for popular items, worked as its definition', async () => {
  const { graph } = buildTrainingGraph(shape);
  const targets = feedsOf(graph).target!.data as Float32Array;
  const viewers = await run(buildServingGraph(shape).graph, 'hidden');
  const score = (i: number, j: number) => {
    let product = -LOG_Q[j]!;
    for (let f = 0; f < settings.dim; f++) {
      product += viewers[i * settings.dim + f]! * targets[j * settings.dim + f]!;
    }
    return product;
  };
  let expected = 0;
  for (let i = 0; i < COUNT; i++) {
    const all = [0, 1, 2].reduce((sum, j) => sum + Math.exp(score(i, j)), 0);
    expected -= ((i + 1) / 6) * Math.log(Math.exp(score(i, i)) / all);
  }
  const [loss] = await run(graph, 'loss');
  expect(loss).toBeCloseTo(expected, 5);
  expect(Math.abs(expected - Math.log(COUNT))).toBeGreaterThan(0.01);
});
