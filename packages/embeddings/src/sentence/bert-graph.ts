import {
  add,
  Graph,
  l2Normalise,
  layerNormalise,
  linear,
  matmul,
  multiply,
  reduceMean,
  reshape,
  scale,
  shift,
  softmax,
  type Tensor,
  transpose,
} from '@placard/graph';
import type { BertConfig } from './bert-config.ts';

/**
 * A BERT encoder (arXiv:1810.04805) with a sentence head (Sentence-BERT, arXiv:1908.10084): `ids` int64 [T] to
 * `embedding` [1, hidden], the mean over all tokens scaled to unit length. One sentence at a time, so there is
 * no padding to mask. Parameters carry the names of the published weights.
 */
export function bertGraph(config: BertConfig): Graph {
  const { hidden_size: hidden, layer_norm_eps: epsilon } = config;
  const graph = new Graph();
  const weight = (name: string, ...shape: number[]) => graph.parameter(name, shape, 'zeros');
  const normalise = (x: Tensor, name: string) =>
    layerNormalise(x, weight(`${name}.weight`, hidden), weight(`${name}.bias`, hidden), epsilon);
  const dense = (x: Tensor, name: string, from: number, to: number) =>
    linear(x, weight(`${name}.weight`, to, from), weight(`${name}.bias`, to));

  const ids = graph.input('ids', ['T'], 'int64');
  const rows = (table: Tensor, at: Tensor) => graph.node('Gather', [table, at], ['T', hidden]);
  const words = rows(weight('embeddings.word_embeddings.weight', config.vocab_size, hidden), ids);
  const positions = rows(
    weight('embeddings.position_embeddings.weight', config.max_position_embeddings, hidden),
    graph.input('positions', ['T'], 'int64'),
  );
  const segments = rows(
    weight('embeddings.token_type_embeddings.weight', config.type_vocab_size, hidden),
    graph.input('segments', ['T'], 'int64'),
  );
  let x = normalise(add(add(words, segments), positions), 'embeddings.LayerNorm');

  const heads = config.num_attention_heads;
  const width = hidden / heads;
  for (let layer = 0; layer < config.num_hidden_layers; layer++) {
    const at = `encoder.layer.${layer}`;
    const split = (name: string, permutation: readonly number[]) =>
      transpose(
        reshape(dense(x, `${at}.attention.self.${name}`, hidden, hidden), ['T', heads, width]),
        permutation,
      );
    const scores = matmul(split('query', [1, 0, 2]), split('key', [1, 2, 0]));
    const attention = softmax(scale(scores, 1 / Math.sqrt(width)), -1);
    const seen = matmul(attention, split('value', [1, 0, 2]));
    const joined = reshape(transpose(seen, [1, 0, 2]), ['T', hidden]);
    const attended = dense(joined, `${at}.attention.output.dense`, hidden, hidden);
    x = normalise(add(x, attended), `${at}.attention.output.LayerNorm`);
    const inner = dense(x, `${at}.intermediate.dense`, hidden, config.intermediate_size);
    const outer = dense(gaussian(inner), `${at}.output.dense`, config.intermediate_size, hidden);
    x = normalise(add(x, outer), `${at}.output.LayerNorm`);
  }
  graph.output('embedding', l2Normalise(reduceMean(x, [0], { keepDimensions: true })));
  return graph;
}

/** x * P(X <= x) of a standard normal X: the exact form of GELU that BERT was trained with. */
function gaussian(x: Tensor): Tensor {
  const erf = x.graph.node('Erf', [scale(x, Math.SQRT1_2)], x.shape);
  return multiply(x, scale(shift(erf, 1), 0.5));
}
