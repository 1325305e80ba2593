import type { Tensor } from '../graph.ts';
import { fixedSize, requireRank } from '../shape.ts';
import { reshape } from './reshape.ts';
import { slice } from './slice.ts';
import { broadcastTo } from './sum-and-repeat.ts';

/**
 * values [H, 2T] -> [H, T, T] whose cell (i, j) is values[(j - i) mod 2T]: one weight per distance, 0 first,
 * then steps ahead, steps back counted from the end. Relative positions (arXiv:1803.02155).
 */
export function toeplitz(values: Tensor): Tensor {
  requireRank(values.shape, 2, 'toeplitz');
  const heads = fixedSize(values.shape, 0, 'toeplitz');
  const size = fixedSize(values.shape, 1, 'toeplitz') / 2;
  // Rows of length 2T read at a stride of 2T - 1: each starts one earlier than the row above.
  const repeated = broadcastTo(reshape(values, [heads, 1, 2 * size]), [heads, size, 2 * size]);
  const flat = slice(reshape(repeated, [heads, 2 * size * size]), 1, 0, size * (2 * size - 1));
  return slice(reshape(flat, [heads, size, 2 * size - 1]), 2, 0, size);
}
