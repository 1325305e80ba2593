import type { ContentEncoder } from '../content-encoder.ts';
import { decodePixels } from './decode-pixels.ts';

export const CLASSICAL_IMAGES = 'colours-and-edges';
const SIDE = 64;
const LEVELS = 4;
const COLOURS = LEVELS ** 3;
const CELLS = 4;
const ORIENTATIONS = 8;
const EDGES = CELLS * CELLS * ORIENTATIONS;

/**
 * An image's colours and edges, for where no network was brought: a histogram of 4 x 4 x 4 colours (Swain and
 * Ballard, IJCV 1991) and histograms of gradients in 4 x 4 cells by 8 orientations (Dalal and Triggs, CVPR 2005),
 * each of length 1, side by side. It tells likeness of looks, not of what is shown.
 */
export function classicalImageEncoder(): ContentEncoder<Uint8Array> {
  return {
    name: CLASSICAL_IMAGES,
    dim: COLOURS + EDGES,
    encode: async (images) => {
      const vectors: Float32Array[] = [];
      for (const bytes of images) {
        const pixels = await decodePixels(bytes, SIDE);
        const vector = new Float32Array(COLOURS + EDGES);
        vector.set(halved(colours(pixels)));
        vector.set(halved(edges(pixels)), COLOURS);
        vectors.push(vector);
      }
      return vectors;
    },
    dispose: async () => undefined,
  };
}

function colours(pixels: Uint8Array): Float32Array {
  const counts = new Float32Array(COLOURS);
  for (let i = 0; i < pixels.length; i += 3) {
    const level = (c: number) => Math.floor((pixels[i + c]! * LEVELS) / 256);
    counts[(level(0) * LEVELS + level(1)) * LEVELS + level(2)]! += 1;
  }
  // Roots, so that a wall of one colour does not drown all others (Hellinger's kernel).
  return counts.map(Math.sqrt);
}

function edges(pixels: Uint8Array): Float32Array {
  const sums = new Float32Array(EDGES);
  const light = (x: number, y: number) => {
    const i = 3 * (y * SIDE + x);
    return 0.299 * pixels[i]! + 0.587 * pixels[i + 1]! + 0.114 * pixels[i + 2]!;
  };
  for (let y = 1; y < SIDE - 1; y++) {
    for (let x = 1; x < SIDE - 1; x++) {
      const dx = light(x + 1, y) - light(x - 1, y);
      const dy = light(x, y + 1) - light(x, y - 1);
      // An edge looks the same from either side: angles of half a turn.
      const turn = (Math.atan2(dy, dx) / Math.PI + 1) % 1;
      const orientation = Math.min(ORIENTATIONS - 1, Math.floor(turn * ORIENTATIONS));
      const cell = Math.floor((y * CELLS) / SIDE) * CELLS + Math.floor((x * CELLS) / SIDE);
      sums[cell * ORIENTATIONS + orientation]! += Math.hypot(dx, dy);
    }
  }
  return sums;
}

/** Of length √½, so that two of them side by side have length 1; zero where there is nothing. */
function halved(vector: Float32Array): Float32Array {
  const length = Math.sqrt(2 * vector.reduce((sum, value) => sum + value * value, 0));
  return vector.map((value) => (length > 0 ? value / length : 0));
}
