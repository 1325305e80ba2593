import { twoTower } from '../next-item/encoders/two-tower.ts';
import type { SequenceModel } from '../next-item/sequence-model.ts';
import { sequenceSettingsSchema } from '../next-item/settings.ts';
import type { Interactions } from '../recommend/interactions.ts';
import type { VectorForm } from '../recommend/online-form.ts';
import { fitOnHistories } from './fit-on-histories.ts';

const SETTINGS = sequenceSettingsSchema.parse({
  ...{ dim: 32, layers: 1, maxLength: 20, dropout: 0.2 },
  ...{ similarity: 'cosine', epochs: 20, decayEpochs: 10, learningRate: 3e-3 },
});
/** Learns two towers from what viewers did in order, in the form that serves. Throws as `fitOnHistories`. */
export async function twoTowerForm(interactions: Interactions, seed: number): Promise<VectorForm> {
  const model = await fitOnHistories(twoTower, SETTINGS, interactions, seed);
  try {
    return servedForm(model);
  } finally {
    await model.release();
  }
}

/** The same arithmetic as the model's viewer tower, but for the length of the viewer's vector. */
export function servedForm(model: SequenceModel): VectorForm {
  const { dim, maxLength } = model.settings;
  const { inputVectors, itemVectors } = model.viewerTower();
  const importance = numbers(model, 'importance.weight');
  const item = {
    weight: numbers(model, 'item.weight'),
    bias: numbers(model, 'item.bias'),
  };
  const [importanceBias] = numbers(model, 'importance.bias');
  const distances = numbers(model, 'recency.distance');
  return {
    kind: 'vectors',
    dim,
    vectors: itemVectors,
    historyVectors: inputVectors,
    foldIn: {
      kind: 'two-tower',
      importance: Array.from({ length: model.itemCount }, (_, i) => {
        let sum = importanceBias!;
        for (let row = 0; row < dim; row++) {
          let hidden = item.bias[row]!;
          for (let f = 0; f < dim; f++) {
            hidden += item.weight[row * dim + f]! * inputVectors[i * dim + f]!;
          }
          sum += importance[row]! * Math.tanh(hidden);
        }
        return sum;
      }),
      // A position looks back `age` steps at the weight that many from the end (graph: toeplitz).
      recency: Array.from({ length: maxLength }, (_, age) => distances.at(-age)!),
      wide: {
        weights: numbers(model, 'viewer.wide.weight'),
        bias: numbers(model, 'viewer.wide.bias'),
      },
      narrow: {
        weights: numbers(model, 'viewer.narrow.weight'),
        bias: numbers(model, 'viewer.narrow.bias'),
      },
      gain: numbers(model, 'viewer.norm.gain'),
      offset: numbers(model, 'viewer.norm.offset'),
    },
  };
}

const numbers = (model: SequenceModel, name: string) => Array.from(model.parameter(name));
