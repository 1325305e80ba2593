/** Zeros with probability `rate`, else 1 / (1 - rate), from a 32-bit state that is returned (xorshift32). */
export function fillDropout(mask: Float32Array, size: number, rate: number, state: number): number {
  const threshold = rate * 2 ** 32 - 2 ** 31;
  const kept = 1 / (1 - rate);
  let x = state | 0 || 1;
  for (let i = 0; i < size; i++) {
    x ^= x << 13;
    x ^= x >>> 17;
    x ^= x << 5;
    mask[i] = x < threshold ? 0 : kept;
  }
  return x;
}
