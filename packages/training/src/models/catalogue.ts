import { MODEL_KINDS, type ModelKind } from '@placard/contracts';
import { boostedTrees } from './boosted-trees.ts';
import { EVERY_MODEL } from './every-model.ts';
import type { ModelDefinition } from './model-definition.ts';

export function modelDefinition(kind: ModelKind): ModelDefinition {
  return EVERY_MODEL[kind];
}

/** The models that are graphs, which every engine trains; boosted trees are grown. */
export const GRAPH_KINDS: readonly ModelKind[] = MODEL_KINDS.filter(
  (kind) => EVERY_MODEL[kind] !== boostedTrees,
);
