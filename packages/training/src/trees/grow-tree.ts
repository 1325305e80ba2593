import type { BinnedFeatures } from './bin-features.ts';
import type { Tree } from './tree.ts';
import type { TreeSettings } from './tree-settings.ts';

const BINS = 256;

interface Split {
  readonly gain: number;
  readonly feature: number;
  /** Rows of bins 1..bin go left. */
  readonly bin: number;
  readonly missingLeft: boolean;
}

interface Leaf {
  readonly node: number;
  /** Rows, as a stretch of the shared order. */
  readonly from: number;
  readonly to: number;
  readonly gradient: number;
  readonly hessian: number;
  /** Gradient, hessian and count by feature and bin. */
  readonly histogram: Float64Array;
  split: Split | null;
}

/**
 * One tree on gradients and hessians, grown leaf by leaf where the loss falls most (LightGBM, NIPS 2017):
 * gain = GL^2/(HL + l2) + GR^2/(HR + l2) - G^2/(H + l2); a leaf is -G / (H + l2) times the learning rate. A
 * child's histogram is counted for the smaller one and subtracted for the other.
 */
export function growTree(
  features: BinnedFeatures,
  gradients: Float32Array,
  hessians: Float32Array,
  settings: TreeSettings,
): Tree {
  return new Grower(features, gradients, hessians, settings).grow();
}

class Grower {
  readonly #features: BinnedFeatures;
  readonly #gradients: Float32Array;
  readonly #hessians: Float32Array;
  readonly #settings: TreeSettings;
  readonly #order: Uint32Array;
  readonly #nodes: {
    feature: number;
    threshold: number;
    left: number;
    right: number;
    missingLeft: boolean;
    value: number;
    gain: number;
  }[] = [];

  constructor(
    features: BinnedFeatures,
    gradients: Float32Array,
    hessians: Float32Array,
    settings: TreeSettings,
  ) {
    this.#features = features;
    this.#gradients = gradients;
    this.#hessians = hessians;
    this.#settings = settings;
    this.#order = Uint32Array.from({ length: features.count }, (_, row) => row);
  }

  grow(): Tree {
    const root = this.#leaf(0, this.#features.count, this.#count(0, this.#features.count));
    const leaves = [root];
    while (leaves.length < this.#settings.leaves) {
      let best = -1;
      for (const [i, { split }] of leaves.entries()) {
        if (split && (best < 0 || split.gain > leaves[best]!.split!.gain)) best = i;
      }
      if (best < 0) break;
      const [parent] = leaves.splice(best, 1);
      leaves.push(...this.#divide(parent!));
    }
    const nodes = this.#nodes;
    return {
      feature: Int32Array.from(nodes, (node) => node.feature),
      threshold: Float32Array.from(nodes, (node) => node.threshold),
      left: Int32Array.from(nodes, (node) => node.left),
      right: Int32Array.from(nodes, (node) => node.right),
      missingLeft: Uint8Array.from(nodes, (node) => Number(node.missingLeft)),
      value: Float32Array.from(nodes, (node) => node.value),
      gain: Float32Array.from(nodes, (node) => node.gain),
    };
  }

  #leaf(from: number, to: number, histogram: Float64Array): Leaf {
    let [gradient, hessian] = [0, 0];
    for (let i = from; i < to; i++) {
      gradient += this.#gradients[this.#order[i]!]!;
      hessian += this.#hessians[this.#order[i]!]!;
    }
    const { learningRate, l2 } = this.#settings;
    const value = hessian + l2 > 0 ? (-learningRate * gradient) / (hessian + l2) : 0;
    const node = this.#nodes.length;
    this.#nodes.push({
      ...{ feature: -1, threshold: 0, left: 0, right: 0, missingLeft: false },
      ...{ value, gain: 0 },
    });
    const leaf: Leaf = { node, from, to, gradient, hessian, histogram, split: null };
    leaf.split = this.#bestSplit(leaf);
    return leaf;
  }

  #divide(parent: Leaf): [Leaf, Leaf] {
    const { feature, bin, missingLeft, gain } = parent.split!;
    const column = this.#features.columns[feature]!;
    const order = this.#order;
    const goesLeft = (row: number) => (column[row] === 0 ? missingLeft : column[row]! <= bin);
    const rows = order.slice(parent.from, parent.to);
    const left = rows.filter(goesLeft);
    order.set(left, parent.from);
    const middle = parent.from + left.length;
    order.set(
      rows.filter((row) => !goesLeft(row)),
      middle,
    );
    const smallerIsLeft = left.length * 2 <= rows.length;
    const counted = smallerIsLeft
      ? this.#count(parent.from, middle)
      : this.#count(middle, parent.to);
    const rest = parent.histogram;
    for (let i = 0; i < rest.length; i++) rest[i] = rest[i]! - counted[i]!;
    const children: [Leaf, Leaf] = [
      this.#leaf(parent.from, middle, smallerIsLeft ? counted : rest),
      this.#leaf(middle, parent.to, smallerIsLeft ? rest : counted),
    ];
    Object.assign(this.#nodes[parent.node]!, {
      feature,
      threshold: this.#features.bounds[feature]![bin - 1],
      left: children[0].node,
      right: children[1].node,
      missingLeft,
      gain,
    });
    return children;
  }

  #count(from: number, to: number): Float64Array {
    const { columns } = this.#features;
    const histogram = new Float64Array(columns.length * BINS * 3);
    columns.forEach((column, feature) => {
      const start = feature * BINS * 3;
      for (let i = from; i < to; i++) {
        const row = this.#order[i]!;
        const at = start + column[row]! * 3;
        histogram[at] = histogram[at]! + this.#gradients[row]!;
        histogram[at + 1] = histogram[at + 1]! + this.#hessians[row]!;
        histogram[at + 2] = histogram[at + 2]! + 1;
      }
    });
    return histogram;
  }

  #bestSplit(leaf: Leaf): Split | null {
    const { minRowsInLeaf, minHessianInLeaf, l2 } = this.#settings;
    const rows = leaf.to - leaf.from;
    if (rows < 2 * minRowsInLeaf) return null;
    const score = (g: number, h: number) => (h + l2 > 0 ? (g * g) / (h + l2) : 0);
    const whole = score(leaf.gradient, leaf.hessian);
    let best: Split | null = null;
    for (const [feature, bounds] of this.#features.bounds.entries()) {
      const start = feature * BINS * 3;
      const missing = leaf.histogram.subarray(start, start + 3);
      for (const missingLeft of missing[2]! > 0 ? [false, true] : [false]) {
        let [g, h, n] = missingLeft ? [missing[0]!, missing[1]!, missing[2]!] : [0, 0, 0];
        for (let bin = 1; bin <= bounds.length; bin++) {
          g += leaf.histogram[start + bin * 3]!;
          h += leaf.histogram[start + bin * 3 + 1]!;
          n += leaf.histogram[start + bin * 3 + 2]!;
          if (n < minRowsInLeaf || h < minHessianInLeaf) continue;
          if (rows - n < minRowsInLeaf || leaf.hessian - h < minHessianInLeaf) break;
          const gain = score(g, h) + score(leaf.gradient - g, leaf.hessian - h) - whole;
          if (gain > (best?.gain ?? 1e-9)) best = { gain, feature, bin, missingLeft };
        }
      }
    }
    return best;
  }
}
