import type { Hyperparameters } from '@placard/contracts';
import { concat, reshape, type Tensor } from '@placard/graph';
import { denseLayer, multilayerPerceptron } from './layers.ts';
import type { ModelContext, Sequence, SequenceInputSpec } from './model-definition.ts';

/** A viewer's history: the items they last engaged with and the ads they last clicked, newest first. */
export function historyInputs({ historyLength }: Hyperparameters): SequenceInputSpec[] {
  const shared = { embedding: 'embedding', length: historyLength };
  return [
    { input: 'history.items', feature: 'viewer-last-items', table: 'item', ...shared },
    { input: 'history.ads', feature: 'viewer-clicked-ads', table: 'ad', ...shared },
  ];
}

/** A graph with one embedding input, which the history shares. */
export const HISTORY_MODEL = {
  embeddingInputs: ({ embeddingDim }: Hyperparameters) => [
    { input: 'embedding', dim: embeddingDim },
  ],
  sequenceInputs: historyInputs,
};

/** All pooled features beside what `read` makes of each sequence ([B, any] each), through the MLP: [B, 1]. */
export function scoreWithHistory(
  context: ModelContext,
  read: (sequence: Sequence) => readonly Tensor[],
): Tensor {
  const { graph, hyperparameters, embedding, sequences } = context;
  const x = concat([embedding('embedding'), ...sequences.flatMap(read)], 1);
  return denseLayer(graph, 'out', multilayerPerceptron(context, x, hyperparameters.hidden), 1);
}

/** What each candidate has in the shared table, as a sequence of one: [B, 1, dim]. */
export function targetPlace({ target, dim }: Sequence): Tensor {
  return reshape(target, ['B', 1, dim]);
}
