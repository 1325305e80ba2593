import { add, matmul, multiply, scale, square, subtract, type Tensor } from '@placard/graph';
import { attentionBlock, feedForwardBlock, normalised } from './layers.ts';
import type { EncoderInput, SequenceEncoder } from './sequence-encoder.ts';

/**
 * BSARec (arXiv:2312.10325): each layer blends attention with a filter over the sequence that keeps the low
 * frequencies and rescales the high ones. Departure: the filter of a position spans the `maxLength` items
 * that end there, instead of one window for all positions, so that every position can be trained at once.
 */
export const bsarec: SequenceEncoder = {
  kind: 'bsarec',
  task: 'next',
  against: 'all-items',
  encode(input) {
    const { graph, settings, items, dropout } = input;
    const { filterShare, layers } = settings;
    let x = dropout(normalised(graph, 'embedding', items));
    for (let layer = 0; layer < layers; layer++) {
      const filtered = filterBlock(input, `layer.${layer}.filter`, x);
      const attended = attentionBlock(input, `layer.${layer}.attention`, x);
      x = add(scale(filtered, filterShare), scale(attended, 1 - filterShare));
      x = feedForwardBlock(input, `layer.${layer}.feed-forward`, x);
    }
    return x;
  },
};

function filterBlock(input: EncoderInput, name: string, x: Tensor): Tensor {
  const { graph, settings, visible, dropout } = input;
  const { dim, filterCutoff, maxLength } = settings;
  const kernel = lowPassKernel(maxLength, filterCutoff);
  const matrix = Array.from({ length: maxLength ** 2 }, (_, cell) => {
    const distance = Math.floor(cell / maxLength) - (cell % maxLength);
    return distance >= 0 ? kernel[distance]! : 0;
  });
  const weights = multiply(visible, graph.constant(matrix, [maxLength, maxLength], 'float32'));
  const low = matmul(weights, x);
  const gain = square(graph.parameter(`${name}.beta`, [dim], 'ones'));
  const filtered = add(low, multiply(subtract(x, low), gain));
  return normalised(graph, `${name}.norm`, add(x, dropout(filtered)));
}

/**
 * What the last of `length` positions gets from the one `distance` before it when only the lowest
 * floor(cutoff / 2) + 1 frequencies of the discrete Fourier transform are kept.
 */
export function lowPassKernel(length: number, cutoff: number): number[] {
  const kept = Math.floor(cutoff / 2);
  return Array.from({ length }, (_, distance) => {
    let sum = 1;
    for (let frequency = 1; frequency <= kept; frequency++) {
      sum += 2 * Math.cos((2 * Math.PI * frequency * distance) / length);
    }
    return sum / length;
  });
}
