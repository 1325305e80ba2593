/** A regression tree as parallel arrays. Node 0 is the root; children come after their parent. */
export interface Tree {
  /** The feature a node splits on; -1 at a leaf. */
  readonly feature: Int32Array;
  /** A row goes left when its value is <= this. */
  readonly threshold: Float32Array;
  readonly left: Int32Array;
  readonly right: Int32Array;
  /** 1 where missing values go left. */
  readonly missingLeft: Uint8Array;
  /** What a leaf adds to the prediction. */
  readonly value: Float32Array;
  /** How much each split lowered the loss. */
  readonly gain: Float32Array;
}

/** `base` plus the leaves that a row of features falls into. */
export interface TreeEnsemble {
  readonly featureCount: number;
  readonly base: number;
  readonly trees: readonly Tree[];
}

/** Raw scores of rows `values` [count, featureCount]. */
export function predictTrees(ensemble: TreeEnsemble, values: Float32Array): Float32Array {
  const { featureCount, base, trees } = ensemble;
  return Float32Array.from({ length: values.length / featureCount }, (_, row) => {
    let sum = base;
    for (const tree of trees) sum += tree.value[leafOf(tree, values, row * featureCount)]!;
    return sum;
  });
}

function leafOf(tree: Tree, values: Float32Array, at: number): number {
  let node = 0;
  while (tree.feature[node]! >= 0) {
    const value = values[at + tree.feature[node]!]!;
    const left = Number.isNaN(value)
      ? tree.missingLeft[node] === 1
      : value <= tree.threshold[node]!;
    node = left ? tree.left[node]! : tree.right[node]!;
  }
  return node;
}
