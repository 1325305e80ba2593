import { EncoderRefused } from '../encoder-refused.ts';

export type Wave = {
  /** Between -1 and 1; of several channels the mean. */
  readonly samples: Float32Array;
  readonly samplesPerSecond: number;
};

const PCM = 1;
const EXTENSIBLE = 0xfffe;

/** A WAV file of 16-bit samples. @throws EncoderRefused on anything else. */
export function readWave(bytes: Uint8Array): Wave {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const word = (at: number) => String.fromCharCode(...bytes.subarray(at, at + 4));
  if (bytes.length < 44 || word(0) !== 'RIFF' || word(8) !== 'WAVE') {
    throw new EncoderRefused('these bytes are no WAV file');
  }
  let format: { channels: number; samplesPerSecond: number } | null = null;
  for (let at = 12; at + 8 <= bytes.length; ) {
    const size = view.getUint32(at + 4, true);
    const body = at + 8;
    if (word(at) === 'fmt ' && body + 16 <= bytes.length) {
      const kind = view.getUint16(body, true);
      const bits = view.getUint16(body + 14, true);
      if ((kind !== PCM && kind !== EXTENSIBLE) || bits !== 16) {
        throw new EncoderRefused(`a WAV file of format ${kind} with ${bits} bits, not 16-bit PCM`);
      }
      const channels = view.getUint16(body + 2, true);
      format = { channels, samplesPerSecond: view.getUint32(body + 4, true) };
    }
    if (word(at) === 'data') {
      if (!format || format.channels < 1 || format.samplesPerSecond < 1) break;
      return { ...format, samples: samplesOf(view, body, size, format.channels) };
    }
    at = body + size + (size % 2);
  }
  throw new EncoderRefused('a WAV file without sound');
}

function samplesOf(view: DataView, from: number, size: number, channels: number): Float32Array {
  const bytes = Math.min(size, view.byteLength - from);
  const samples = new Float32Array(Math.floor(bytes / (2 * channels)));
  for (let i = 0; i < samples.length; i++) {
    let sum = 0;
    for (let c = 0; c < channels; c++) sum += view.getInt16(from + 2 * (i * channels + c), true);
    samples[i] = sum / channels / 32_768;
  }
  return samples;
}
