import type { OnnxGraph, OnnxNode } from './model.ts';

/** The domain and the one operator of it that may be used. */
export const TREE_DOMAIN = 'ai.onnx.ml';
const TREE_OP = 'TreeEnsembleRegressor';

const MODES: ReadonlySet<string> = new Set(['BRANCH_LEQ', 'LEAF']);
const INTEGERS = [
  ...['nodes_treeids', 'nodes_nodeids', 'nodes_featureids', 'nodes_truenodeids'],
  ...['nodes_falsenodeids', 'nodes_missing_value_tracks_true'],
  ...['target_treeids', 'target_nodeids', 'target_ids'],
] as const;
const OTHERS = [
  ...['n_targets', 'aggregate_function', 'post_transform', 'base_values'],
  ...['nodes_modes', 'nodes_values', 'target_weights'],
];
const KNOWN: ReadonlySet<string> = new Set([...INTEGERS, ...OTHERS]);

/**
 * What is wrong with a tree ensemble, or null: trees whose branches lead back or out of the tree would keep the
 * runtime walking, and features beyond the input's width would make it read elsewhere.
 */
export function treeFault(node: OnnxNode, graph: OnnxGraph): string | null {
  if (node.opType !== TREE_OP) return `operator ${TREE_DOMAIN}.${node.opType} is not allowed`;
  const input = graph.input.find(({ name }) => name === node.input[0]);
  const width = input?.type?.tensorType?.shape?.dim[1]?.dimValue;
  if (width === undefined) return 'the trees do not read an input of fixed width';
  const attributes = new Map(node.attribute.map((attribute) => [attribute.name, attribute]));
  if (attributes.size !== node.attribute.length) return 'an attribute of the trees is repeated';
  const unknown = [...attributes.keys()].find((name) => !KNOWN.has(name));
  if (unknown !== undefined) return `the trees have an attribute ${unknown}`;
  if (attributes.get('n_targets')?.i !== 1) return 'the trees have more than one target';
  const ints = (name: (typeof INTEGERS)[number]) => attributes.get(name)?.ints ?? [];
  const modes = (attributes.get('nodes_modes')?.strings ?? []).map((mode) =>
    Buffer.from(mode).toString('latin1'),
  );
  const [trees, ids] = [ints('nodes_treeids'), ints('nodes_nodeids')];
  const count = ids.length;
  const perNode = INTEGERS.filter((name) => name.startsWith('nodes_')).map((name) => ints(name));
  const values = attributes.get('nodes_values')?.floats ?? [];
  if ([...perNode, modes, values].some(({ length }) => length !== count)) {
    return 'the trees do not describe every node';
  }
  if (modes.some((mode) => !MODES.has(mode))) return 'a tree has a node of an unknown mode';
  const sizes = new Map<number, number>();
  for (let i = 0; i < count; i++) {
    const seen = sizes.get(trees[i]!) ?? 0;
    if (ids[i] !== seen) return 'the nodes of a tree are not numbered in order';
    sizes.set(trees[i]!, seen + 1);
  }
  for (let i = 0; i < count; i++) {
    if (modes[i] === 'LEAF') continue;
    const feature = ints('nodes_featureids')[i]!;
    if (!(feature >= 0 && feature < width)) return `a tree reads feature ${feature} of ${width}`;
    for (const child of [ints('nodes_truenodeids')[i]!, ints('nodes_falsenodeids')[i]!]) {
      if (!(child > ids[i]! && child < sizes.get(trees[i]!)!)) {
        return 'a branch of a tree leads back or out of it';
      }
    }
  }
  return targetFault(ints, sizes, attributes.get('target_weights')?.floats.length ?? 0);
}

function targetFault(
  ints: (name: (typeof INTEGERS)[number]) => readonly number[],
  sizes: ReadonlyMap<number, number>,
  weights: number,
): string | null {
  const [trees, nodes, ids] = [ints('target_treeids'), ints('target_nodeids'), ints('target_ids')];
  if (nodes.length !== trees.length || ids.length !== trees.length || weights !== trees.length) {
    return 'the leaves of the trees are not all described';
  }
  const outside = nodes.some((node, i) => !(node >= 0 && node < (sizes.get(trees[i]!) ?? 0)));
  if (outside || ids.some((id) => id !== 0)) return 'a leaf belongs to no tree';
  return null;
}
