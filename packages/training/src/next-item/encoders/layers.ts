import {
  add,
  type Graph,
  gelu,
  layerNormalise,
  matmul,
  reshape,
  scale,
  shift,
  softmax,
  swapLastAxes,
  type Tensor,
  toeplitz,
  transpose,
  unsqueeze,
} from '@placard/graph';
import { denseLayer } from '../../models/layers.ts';
import type { EncoderInput } from './sequence-encoder.ts';

/** x [B, T, in] -> [B, T, out], the same weights at every position. */
export function denseAtEach(graph: Graph, name: string, x: Tensor, out: number): Tensor {
  const [batch = 0, time = 0, width = 0] = x.shape;
  const flat = reshape(x, [`${time}*${batch}`, width]);
  return reshape(denseLayer(graph, name, flat, out), [batch, time, out]);
}

export function normalised(graph: Graph, name: string, x: Tensor): Tensor {
  const width = Number(x.shape.at(-1));
  return layerNormalise(
    x,
    graph.parameter(`${name}.gain`, [width], 'ones'),
    graph.parameter(`${name}.offset`, [width], 'zeros'),
  );
}

/** A learnt weight per distance between two positions, [heads, T, T], so that the latest item is always near. */
export function distanceBias(graph: Graph, name: string, heads: number, length: number): Tensor {
  return toeplitz(graph.parameter(`${name}.distance`, [heads, 2 * length], 'zeros'));
}

/** [B, T, D] -> [B, heads, T, D / heads]. */
export function splitHeads(x: Tensor, heads: number): Tensor {
  const [batch = 0, time = 0, width = 0] = x.shape;
  return transpose(reshape(x, [batch, time, heads, Number(width) / heads]), [0, 2, 1, 3]);
}

export function joinHeads(x: Tensor): Tensor {
  const [batch = 0, heads = 0, time = 0, width = 0] = x.shape;
  return reshape(transpose(x, [0, 2, 1, 3]), [batch, time, Number(heads) * Number(width)]);
}

/** Self-attention with relative positions, dropout, residual and layer norm (arXiv:1706.03762, 1803.02155). */
export function attentionBlock(input: EncoderInput, name: string, x: Tensor): Tensor {
  const { graph, settings, visible, dropout } = input;
  const { dim, heads, maxLength } = settings;
  const part = (kind: string) => splitHeads(denseAtEach(graph, `${name}.${kind}`, x, dim), heads);
  const products = matmul(part('query'), swapLastAxes(part('key')));
  const affinity = add(
    scale(products, 1 / Math.sqrt(dim / heads)),
    distanceBias(graph, name, heads, maxLength),
  );
  const hidden = unsqueeze(scale(shift(visible, -1), 1e9), [1]);
  const weights = dropout(softmax(add(affinity, hidden), -1));
  const mixed = joinHeads(matmul(weights, part('value')));
  const out = dropout(denseAtEach(graph, `${name}.out`, mixed, dim));
  return normalised(graph, `${name}.norm`, add(x, out));
}

/** Two dense layers, four times as wide between them, dropout, residual and layer norm. */
export function feedForwardBlock(input: EncoderInput, name: string, x: Tensor): Tensor {
  const { graph, settings, dropout } = input;
  const wide = gelu(denseAtEach(graph, `${name}.wide`, x, 4 * settings.dim));
  const out = dropout(denseAtEach(graph, `${name}.narrow`, wide, settings.dim));
  return normalised(graph, `${name}.norm`, add(x, out));
}
