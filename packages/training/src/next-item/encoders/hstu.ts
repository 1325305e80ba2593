import { add, matmul, multiply, scale, silu, slice, swapLastAxes, unsqueeze } from '@placard/graph';
import { denseAtEach, distanceBias, joinHeads, normalised, splitHeads } from './layers.ts';
import type { SequenceEncoder } from './sequence-encoder.ts';

/**
 * HSTU (arXiv:2402.17152): attention without a softmax, gated by the position's own projection. Each
 * layer: U, V, Q, K = silu(f1(norm x)); Y = f2(norm(silu(QK' + distances) V / T) * U); x + Y. Item vectors are
 * normalised first, where the authors multiply them by sqrt(D): beside Y they would be too small to count.
 */
export const hstu: SequenceEncoder = {
  kind: 'hstu',
  task: 'next',
  against: 'all-items',
  encode({ graph, settings, items, visible, dropout }) {
    const { dim, heads, layers, maxLength } = settings;
    let x = dropout(normalised(graph, 'embedding', items));
    for (let layer = 0; layer < layers; layer++) {
      const name = `layer.${layer}`;
      const projected = silu(
        denseAtEach(graph, `${name}.in`, normalised(graph, `${name}.norm`, x), 4 * dim),
      );
      const part = (index: number) => slice(projected, 2, index * dim, (index + 1) * dim);
      const [gate, value, query, key] = [part(0), part(1), part(2), part(3)];
      const products = matmul(splitHeads(query, heads), swapLastAxes(splitHeads(key, heads)));
      const affinity = silu(add(products, distanceBias(graph, name, heads, maxLength)));
      const weights = multiply(scale(affinity, 1 / maxLength), unsqueeze(visible, [1]));
      const mixed = joinHeads(matmul(weights, splitHeads(value, heads)));
      const gated = multiply(normalised(graph, `${name}.mixed`, mixed), gate);
      x = add(x, dropout(denseAtEach(graph, `${name}.out`, gated, dim)));
    }
    return normalised(graph, 'out', x);
  },
};
