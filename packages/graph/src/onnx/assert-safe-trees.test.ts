import { expect, it } from 'vitest';
import { assertSafeModel, UnsafeModelError } from './assert-safe-model.ts';
import { encodeModel } from './encode.ts';
import type { OnnxAttribute, OnnxModel } from './model.ts';

const text = (value: string) => Buffer.from(value);
const attribute = (name: string, type: number, value: Partial<OnnxAttribute>): OnnxAttribute => ({
  name,
  type,
  floats: [],
  ints: [],
  strings: [],
  ...value,
});
const ints = (name: string, ...values: number[]) => attribute(name, 7, { ints: values });

/** One tree over two features: a branch on feature 1 and two leaves. */
function stump(): OnnxModel {
  const shape = { dim: [{ dimParam: 'B' }, { dimValue: 2 }] };
  return {
    irVersion: 8,
    opsetImport: [
      { domain: '', version: 18 },
      { domain: 'ai.onnx.ml', version: 3 },
    ],
    graph: {
      name: 'stump',
      node: [
        {
          opType: 'TreeEnsembleRegressor',
          domain: 'ai.onnx.ml',
          input: ['x'],
          output: ['logit'],
          attribute: [
            attribute('n_targets', 2, { i: 1 }),
            ints('nodes_treeids', 0, 0, 0),
            ints('nodes_nodeids', 0, 1, 2),
            ints('nodes_featureids', 1, 0, 0),
            attribute('nodes_modes', 8, {
              strings: ['BRANCH_LEQ', 'LEAF', 'LEAF'].map(text),
            }),
            attribute('nodes_values', 6, { floats: [0.5, 0, 0] }),
            ints('nodes_truenodeids', 1, 0, 0),
            ints('nodes_falsenodeids', 2, 0, 0),
            ints('nodes_missing_value_tracks_true', 0, 0, 0),
            ints('target_treeids', 0, 0),
            ints('target_nodeids', 1, 2),
            ints('target_ids', 0, 0),
            attribute('target_weights', 6, { floats: [-1, 1] }),
          ],
        },
      ],
      initializer: [],
      input: [{ name: 'x', type: { tensorType: { elemType: 1, shape } } }],
      output: [{ name: 'logit' }],
    },
  };
}

it('a tree whose branches lead on to its own nodes passes', () => {
  expect(() => assertSafeModel(encodeModel(stump()))).not.toThrow();
});

it.each<[string, (change: (name: string, to: number[]) => void, model: OnnxModel) => void, RegExp]>(
  [
    ['that leads back to its root', (set) => set('nodes_truenodeids', [0, 0, 0]), /leads back/],
    ['that leads out of its tree', (set) => set('nodes_falsenodeids', [7, 0, 0]), /out of it/],
    [
      'of a feature beyond the input',
      (set) => set('nodes_featureids', [2, 0, 0]),
      /feature 2 of 2/,
    ],
    ['of fewer cells than nodes', (set) => set('nodes_featureids', [1]), /every node/],
    ['with nodes out of order', (set) => set('nodes_nodeids', [0, 2, 1]), /in order/],
    ['with a leaf of another tree', (set) => set('target_treeids', [0, 3]), /no tree/],
    [
      'with an unknown attribute',
      (_, { graph }) => graph.node[0]!.attribute.push(ints('nodes_hitrates', 1)),
      /attribute nodes_hitrates/,
    ],
    [
      'with an attribute twice',
      (_, { graph }) => graph.node[0]!.attribute.push(ints('nodes_nodeids', 0, 1, 2)),
      /repeated/,
    ],
    [
      'in another operator of its domain',
      (_, { graph }) => {
        graph.node[0]!.opType = 'SVMRegressor';
      },
      /SVMRegressor is not allowed/,
    ],
  ],
)('a tree %s is refused', (_name, change, message) => {
  const model = stump();
  change((name, to) => {
    model.graph.node[0]!.attribute.find((one) => one.name === name)!.ints = to;
  }, model);
  expect(() => assertSafeModel(encodeModel(model))).toThrow(UnsafeModelError);
  expect(() => assertSafeModel(encodeModel(model))).toThrow(message);
});
