import type { Wave } from './read-wave.ts';

export const MEL_BANDS = 40;
const LOWEST_HZ = 60;
const HIGHEST_HZ = 8_000;
const WINDOW_SECONDS = 0.025;
const HOP_SECONDS = 0.01;
const FLOOR = 1e-10;

/**
 * Natural logarithms of the energy in each of 40 mel bands, [frames, 40]: frames of 25 ms every 10 ms under a Hann
 * window, power spectrum, triangles evenly spaced in mel = 2595 log10(1 + Hz / 700) (Davis and Mermelstein, 1980).
 */
export function logMel({ samples, samplesPerSecond }: Wave): Float32Array[] {
  const width = Math.round(WINDOW_SECONDS * samplesPerSecond);
  const hop = Math.round(HOP_SECONDS * samplesPerSecond);
  const size = 2 ** Math.ceil(Math.log2(width));
  const hann = Float64Array.from({ length: width }, (_, i) => {
    return 0.5 - 0.5 * Math.cos((2 * Math.PI * i) / width);
  });
  const bands = triangles(size, samplesPerSecond);
  const frames: Float32Array[] = [];
  for (let start = 0; start + width <= samples.length; start += hop) {
    const real = new Float64Array(size);
    const imaginary = new Float64Array(size);
    for (let i = 0; i < width; i++) real[i] = samples[start + i]! * hann[i]!;
    transform(real, imaginary);
    frames.push(
      Float32Array.from(bands, ({ from, weights }) => {
        let energy = 0;
        weights.forEach((weight, i) => {
          const bin = from + i;
          energy += weight * (real[bin]! ** 2 + imaginary[bin]! ** 2);
        });
        return Math.log(energy + FLOOR);
      }),
    );
  }
  return frames;
}

/** By band, the weights of the bins of a spectrum from `from` on. */
function triangles(size: number, samplesPerSecond: number) {
  const mel = (hz: number) => 2595 * Math.log10(1 + hz / 700);
  const hz = (at: number) => 700 * (10 ** (at / 2595) - 1);
  const lowest = mel(LOWEST_HZ);
  const highest = mel(Math.min(HIGHEST_HZ, samplesPerSecond / 2));
  const edge = (i: number) => hz(lowest + ((highest - lowest) * i) / (MEL_BANDS + 1));
  return Array.from({ length: MEL_BANDS }, (_, band) => {
    const [low, middle, high] = [edge(band), edge(band + 1), edge(band + 2)];
    const from = Math.ceil((low * size) / samplesPerSecond);
    const to = Math.min(size / 2, Math.floor((high * size) / samplesPerSecond));
    const weights = Array.from({ length: Math.max(0, to - from + 1) }, (__, i) => {
      const at = ((from + i) * samplesPerSecond) / size;
      return at <= middle ? (at - low) / (middle - low) : (high - at) / (high - middle);
    });
    return { from, weights };
  });
}

/** The discrete Fourier transform in place, of a power of two (Cooley and Tukey, 1965). */
export function transform(real: Float64Array, imaginary: Float64Array): void {
  const size = real.length;
  for (let i = 1, j = 0; i < size; i++) {
    let bit = size >> 1;
    for (; j & bit; bit >>= 1) j ^= bit;
    j ^= bit;
    if (i < j) {
      [real[i], real[j]] = [real[j]!, real[i]!];
      [imaginary[i], imaginary[j]] = [imaginary[j]!, imaginary[i]!];
    }
  }
  for (let span = 2; span <= size; span <<= 1) {
    const angle = (-2 * Math.PI) / span;
    for (let start = 0; start < size; start += span) {
      for (let k = 0; k < span / 2; k++) {
        const [cosine, sine] = [Math.cos(angle * k), Math.sin(angle * k)];
        const [a, b] = [start + k, start + k + span / 2];
        const x = real[b]! * cosine - imaginary[b]! * sine;
        const y = real[b]! * sine + imaginary[b]! * cosine;
        real[b] = real[a]! - x;
        imaginary[b] = imaginary[a]! - y;
        real[a]! += x;
        imaginary[a]! += y;
      }
    }
  }
}
