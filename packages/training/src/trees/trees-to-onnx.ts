import { encodeModel, type OnnxAttribute } from '@placard/graph';
import type { TreeEnsemble } from './tree.ts';

const FLOAT32 = 1;
const ATTRIBUTE = { int: 2, string: 3, floats: 6, ints: 7, strings: 8 } as const;

/**
 * The ensemble as an ONNX model with one TreeEnsembleRegressor (ai.onnx.ml 1): input `input` float32 [B, F], output
 * `logit` [B, 1]. Missing values (NaN) take the branch the tree learnt for them.
 */
export function treesToOnnx(ensemble: TreeEnsemble, input: string): Uint8Array {
  const { featureCount, base, trees } = ensemble;
  const nodes = trees.flatMap((tree, treeId) =>
    Array.from(tree.feature, (feature, node) => ({ tree, treeId, node, isLeaf: feature < 0 })),
  );
  const leaves = nodes.filter(({ isLeaf }) => isLeaf);
  const dims = [{ dimParam: 'B' }, { dimValue: featureCount }];
  return encodeModel({
    irVersion: 8,
    producerName: 'placard',
    opsetImport: [
      { domain: '', version: 18 },
      { domain: 'ai.onnx.ml', version: 3 },
    ],
    graph: {
      name: 'placard',
      node: [
        {
          opType: 'TreeEnsembleRegressor',
          domain: 'ai.onnx.ml',
          input: [input],
          output: ['logit'],
          attribute: [
            attribute('n_targets', { i: 1 }),
            attribute('aggregate_function', { s: text('SUM') }),
            attribute('post_transform', { s: text('NONE') }),
            attribute('base_values', { floats: [base] }),
            ints(
              'nodes_treeids',
              nodes.map(({ treeId }) => treeId),
            ),
            ints(
              'nodes_nodeids',
              nodes.map(({ node }) => node),
            ),
            ints(
              'nodes_featureids',
              nodes.map(({ tree, node }) => Math.max(0, tree.feature[node]!)),
            ),
            attribute('nodes_modes', {
              strings: nodes.map(({ isLeaf }) => text(isLeaf ? 'LEAF' : 'BRANCH_LEQ')),
            }),
            attribute('nodes_values', {
              floats: nodes.map(({ tree, node }) => tree.threshold[node]!),
            }),
            ints(
              'nodes_truenodeids',
              nodes.map(({ tree, node }) => tree.left[node]!),
            ),
            ints(
              'nodes_falsenodeids',
              nodes.map(({ tree, node }) => tree.right[node]!),
            ),
            ints(
              'nodes_missing_value_tracks_true',
              nodes.map(({ tree, node }) => tree.missingLeft[node]!),
            ),
            ints(
              'target_treeids',
              leaves.map(({ treeId }) => treeId),
            ),
            ints(
              'target_nodeids',
              leaves.map(({ node }) => node),
            ),
            ints(
              'target_ids',
              leaves.map(() => 0),
            ),
            attribute('target_weights', {
              floats: leaves.map(({ tree, node }) => tree.value[node]!),
            }),
          ],
        },
      ],
      initializer: [],
      input: [{ name: input, type: { tensorType: { elemType: FLOAT32, shape: { dim: dims } } } }],
      output: [
        {
          name: 'logit',
          type: {
            tensorType: {
              elemType: FLOAT32,
              shape: { dim: [{ dimParam: 'B' }, { dimValue: 1 }] },
            },
          },
        },
      ],
    },
  });
}

type Value = Partial<Pick<OnnxAttribute, 'i' | 's' | 'floats' | 'ints' | 'strings'>>;

function attribute(name: string, value: Value): OnnxAttribute {
  const [kind] = Object.keys(value) as (keyof Value)[];
  const type = { i: ATTRIBUTE.int, s: ATTRIBUTE.string }[kind as 'i' | 's'];
  return {
    name,
    type: type ?? ATTRIBUTE[kind as 'floats' | 'ints' | 'strings'],
    floats: [],
    ints: [],
    strings: [],
    ...value,
  };
}

function ints(name: string, values: number[]): OnnxAttribute {
  return attribute(name, { ints: values });
}

function text(value: string): Uint8Array {
  return new TextEncoder().encode(value);
}
