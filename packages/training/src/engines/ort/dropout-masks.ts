/**
 * Fills a mask of inverted dropout (Srivastava et al., 2014): 0 with probability `share`, else
 * 1 / (1 - share). The same seed and step give the same mask, so that a resumed run repeats it.
 */
export function fillDropoutMask(
  mask: Float32Array,
  share: number,
  seed: number,
  step: number,
): void {
  const kept = 1 / (1 - share);
  const threshold = share * 2 ** 32;
  let state = (Math.imul(seed, 0x9e3779b1) ^ Math.imul(step, 0x85ebca6b)) | 1;
  for (let i = 0; i < mask.length; i++) {
    // Xorshift (Marsaglia, 2003): a mask has millions of cells, and needs no better randomness.
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    mask[i] = state >>> 0 < threshold ? 0 : kept;
  }
}
