import { sigmoid } from '../evaluate/sigmoid.ts';
import { applyBounds, binFeatures } from './bin-features.ts';
import { growTree } from './grow-tree.ts';
import type { Tree, TreeEnsemble } from './tree.ts';
import type { TreeSettings } from './tree-settings.ts';

export interface TreeRows {
  /** [count, featureCount]; NaN is missing. */
  readonly values: Float32Array;
  readonly labels: Float32Array;
  readonly weights: Float32Array;
}

export interface FittedTrees {
  readonly ensemble: TreeEnsemble;
  /** Mean loss on the validation rows after each tree. */
  readonly validationLosses: readonly number[];
}

/** One point of the loss and its first two derivatives by the raw score. */
interface Objective {
  readonly base: (mean: number) => number;
  readonly gradient: (score: number, label: number) => number;
  readonly hessian: (score: number, label: number) => number;
  readonly loss: (score: number, label: number) => number;
}

const MIN_RATE = 1e-6;

const OBJECTIVES: Readonly<Record<TreeSettings['objective'], Objective>> = {
  logistic: {
    base: (mean) => Math.log(Math.max(mean, MIN_RATE) / Math.max(1 - mean, MIN_RATE)),
    gradient: (score, label) => sigmoid(score) - label,
    hessian: (score) => sigmoid(score) * (1 - sigmoid(score)),
    loss: (score, label) =>
      Math.max(score, 0) - score * label + Math.log1p(Math.exp(-Math.abs(score))),
  },
  squared: {
    base: (mean) => mean,
    gradient: (score, label) => score - label,
    hessian: () => 1,
    loss: (score, label) => (score - label) ** 2 / 2,
  },
  poisson: {
    base: (mean) => Math.log(Math.max(mean, MIN_RATE)),
    gradient: (score, label) => Math.exp(score) - label,
    hessian: (score) => Math.exp(score),
    loss: (score, label) => Math.exp(score) - label * score,
  },
};

/**
 * Gradient boosting of histogram trees (Friedman, 2001; LightGBM, NIPS 2017). Stops when the validation loss has
 * not fallen for `patience` trees and keeps the trees up to its minimum. No chance is involved.
 */
export function fitBoostedTrees(
  train: TreeRows,
  validation: TreeRows,
  featureCount: number,
  settings: TreeSettings,
): FittedTrees {
  if (train.labels.length === 0) throw new RangeError('there are no rows to grow trees on');
  const objective = OBJECTIVES[settings.objective];
  const features = binFeatures(train.values, featureCount, settings.bins);
  const held = applyBounds(validation.values, features.bounds);
  const weightSum = train.weights.reduce((sum, weight) => sum + weight, 0);
  const mean =
    train.labels.reduce((sum, label, i) => sum + label * train.weights[i]!, 0) / weightSum;
  const base = objective.base(mean);
  const scores = new Float64Array(train.labels.length).fill(base);
  const heldScores = new Float64Array(validation.labels.length).fill(base);
  const gradients = new Float32Array(scores.length);
  const hessians = new Float32Array(scores.length);
  const trees: Tree[] = [];
  const validationLosses: number[] = [];
  let best = 0;
  while (trees.length < settings.trees) {
    for (let i = 0; i < scores.length; i++) {
      const [score, label, weight] = [scores[i]!, train.labels[i]!, train.weights[i]!];
      gradients[i] = weight * objective.gradient(score, label);
      hessians[i] = weight * objective.hessian(score, label);
    }
    const tree = growTree(features, gradients, hessians, settings);
    trees.push(tree);
    addTree(tree, features.columns, features.bounds, scores);
    if (validation.labels.length === 0) continue;
    addTree(tree, held, features.bounds, heldScores);
    validationLosses.push(meanLoss(objective, heldScores, validation));
    if (validationLosses.at(-1)! < validationLosses[best]!) best = validationLosses.length - 1;
    if (validationLosses.length - 1 - best >= settings.patience) break;
  }
  const kept = validation.labels.length === 0 ? trees : trees.slice(0, best + 1);
  return { ensemble: { featureCount, base, trees: kept }, validationLosses };
}

function addTree(
  tree: Tree,
  columns: readonly Uint8Array[],
  bounds: readonly Float32Array[],
  scores: Float64Array,
): void {
  // Bins compare as values do: the bin of a threshold is where its bound stands.
  const bins = Uint8Array.from(tree.feature, (feature, node) =>
    feature < 0 ? 0 : bounds[feature]!.indexOf(tree.threshold[node]!) + 1,
  );
  for (let row = 0; row < scores.length; row++) {
    let node = 0;
    while (tree.feature[node]! >= 0) {
      const bin = columns[tree.feature[node]!]![row]!;
      const left = bin === 0 ? tree.missingLeft[node] === 1 : bin <= bins[node]!;
      node = left ? tree.left[node]! : tree.right[node]!;
    }
    scores[row] = scores[row]! + tree.value[node]!;
  }
}

function meanLoss(objective: Objective, scores: Float64Array, rows: TreeRows): number {
  let [sum, weights] = [0, 0];
  for (let i = 0; i < scores.length; i++) {
    sum += rows.weights[i]! * objective.loss(scores[i]!, rows.labels[i]!);
    weights += rows.weights[i]!;
  }
  return sum / weights;
}
