import type { ContentEncoder } from '../content-encoder.ts';
import { EncoderRefused } from '../encoder-refused.ts';
import { logMel, MEL_BANDS } from './log-mel.ts';
import { readWave } from './read-wave.ts';

/**
 * A sound (a WAV file's bytes) as the mean and the spread over time of its log-mel energies, loudness taken out, scaled
 * to length 1: timbre and how much it moves (Tzanetakis and Cook, 2002). Not what is said in it.
 */
export function audioEncoder(): ContentEncoder<Uint8Array> {
  return {
    name: 'log-mel-statistics',
    dim: 2 * MEL_BANDS,
    encode: async (sounds) => sounds.map((bytes) => statistics(logMel(readWave(bytes)))),
    dispose: async () => undefined,
  };
}

function statistics(frames: readonly Float32Array[]): Float32Array {
  if (frames.length === 0) throw new EncoderRefused('a sound shorter than a frame');
  const vector = new Float32Array(2 * MEL_BANDS);
  for (let band = 0; band < MEL_BANDS; band++) {
    let sum = 0;
    let squares = 0;
    for (const frame of frames) {
      sum += frame[band]!;
      squares += frame[band]! ** 2;
    }
    const mean = sum / frames.length;
    vector[band] = mean;
    vector[MEL_BANDS + band] = Math.sqrt(Math.max(0, squares / frames.length - mean ** 2));
  }
  // A louder copy adds the same to every logarithm.
  const level = vector.subarray(0, MEL_BANDS).reduce((sum, value) => sum + value, 0) / MEL_BANDS;
  for (let band = 0; band < MEL_BANDS; band++) vector[band]! -= level;
  const length = Math.sqrt(vector.reduce((sum, value) => sum + value * value, 0));
  return vector.map((value) => (length > 0 ? value / length : 0));
}
