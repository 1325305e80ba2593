import sharp from 'sharp';
import type { ContentEncoder } from '../content-encoder.ts';

/** Spread evenly: neighbouring frames say the same. */
const MOST_FRAMES = 8;
const MOST_PIXELS = 200_000_000;

/**
 * A moving picture by its bytes as the mean of its frames' vectors, scaled to length 1 (as zero-shot video retrieval
 * by image encoders does: Luo et al., arXiv:2104.08860, mean pooling). Frames come from animated GIF and WebP files,
 * which are what ads move in here; a film of another format is refused by the decoder.
 */
export function videoEncoder(images: ContentEncoder<Uint8Array>): ContentEncoder<Uint8Array> {
  return {
    name: `${images.name}-frames`,
    dim: images.dim,
    encode: async (films) => {
      const vectors: Float32Array[] = [];
      for (const film of films) vectors.push(mean(await images.encode(await framesOf(film))));
      return vectors;
    },
    dispose: () => images.dispose(),
  };
}

/** At most `MOST_FRAMES` frames as PNG files, in order. @throws Error when the bytes are no picture. */
async function framesOf(bytes: Uint8Array): Promise<Uint8Array[]> {
  const { pages = 1 } = await sharp(bytes, { limitInputPixels: MOST_PIXELS }).metadata();
  const count = Math.min(MOST_FRAMES, pages);
  const frames: Uint8Array[] = [];
  for (let i = 0; i < count; i++) {
    const page = Math.floor(((i + 0.5) * pages) / count);
    frames.push(await sharp(bytes, { page, limitInputPixels: MOST_PIXELS }).png().toBuffer());
  }
  return frames;
}

function mean(vectors: readonly Float32Array[]): Float32Array {
  const sum = new Float32Array(vectors[0]?.length ?? 0);
  for (const vector of vectors) for (let f = 0; f < sum.length; f++) sum[f]! += vector[f]!;
  const length = Math.sqrt(sum.reduce((total, value) => total + value * value, 0));
  return sum.map((value) => (length > 0 ? value / length : 0));
}
