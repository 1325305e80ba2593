import { add, matmul, reshape, scale, shift, softmax, tanh } from '@placard/graph';
import { denseAtEach, distanceBias, feedForwardBlock } from './layers.ts';
import type { SequenceEncoder } from './sequence-encoder.ts';

/**
 * Two towers: the viewer's is a weighted mean of the history, by recency and by a learnt importance of each
 * item, and a small network; the item's is its vector. Trained by in-batch softmax with the correction for
 * popular items being in more batches (log Q; Yi et al., RecSys 2019).
 */
export const twoTower: SequenceEncoder = {
  kind: 'two-tower',
  task: 'next',
  against: 'batch',
  encode(input) {
    const { graph, settings, items, visible, dropout } = input;
    const { dim, maxLength } = settings;
    const x = dropout(items);
    const batch = items.shape[0] ?? 0;
    const importance = denseAtEach(
      graph,
      'importance',
      tanh(denseAtEach(graph, 'item', x, dim)),
      1,
    );
    const distances = reshape(distanceBias(graph, 'recency', 1, maxLength), [maxLength, maxLength]);
    const affinity = add(reshape(importance, [batch, 1, maxLength]), distances);
    const weights = softmax(add(affinity, scale(shift(visible, -1), 1e9)), -1);
    return feedForwardBlock(input, 'viewer', matmul(weights, x));
  },
};
