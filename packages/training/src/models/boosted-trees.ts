import type { ModelDefinition } from './model-definition.ts';

/** The one input of a tree model: a number for each feature [B, F]. */
export const TREE_INPUT = 'statistics';

/**
 * Gradient-boosted trees (LightGBM, NIPS 2017) over the smoothed click rate of each feature's value, which is its
 * table of width 1. Trees have no gradient: they are grown, not differentiated, and serve as an ONNX tree ensemble.
 */
export const boostedTrees: ModelDefinition = {
  kind: 'boosted-trees',
  offered: { label: 'Boosted trees', hint: 'Over smoothed rates, in seconds' },
  embeddingInputs: () => [{ input: TREE_INPUT, dim: 1 }],
  logit: () => {
    throw new Error('boosted trees have no graph to differentiate');
  },
};
