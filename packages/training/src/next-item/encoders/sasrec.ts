import { attentionBlock, feedForwardBlock, normalised } from './layers.ts';
import type { EncoderInput, SequenceEncoder } from './sequence-encoder.ts';

/**
 * SASRec (arXiv:1808.09781): causal self-attention over the history x [B, T, D]; each layer a = norm(x + softmax(QK' /
 * sqrt(d) + distances) V W), x = norm(a + W2 gelu(W1 a)). Two departures: positions are distances, and the loss is
 * cross-entropy over all items instead of one sampled negative.
 */
export const sasrec: SequenceEncoder = {
  kind: 'sasrec',
  task: 'next',
  against: 'all-items',
  encode: transformer,
};

export function transformer(input: EncoderInput) {
  const { graph, settings, items, dropout } = input;
  let x = dropout(normalised(graph, 'embedding', items));
  for (let layer = 0; layer < settings.layers; layer++) {
    x = attentionBlock(input, `layer.${layer}.attention`, x);
    x = feedForwardBlock(input, `layer.${layer}.feed-forward`, x);
  }
  return x;
}
