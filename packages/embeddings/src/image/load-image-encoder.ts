import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { encodeModel, exportModel } from '@placard/graph';
import { InferenceSession, Tensor } from 'onnxruntime-node';
import type { ContentEncoder } from '../content-encoder.ts';
import { decodePixels } from './decode-pixels.ts';
import { efficientNetLite, IMAGE_DIM, IMAGE_SIDE } from './efficientnet-lite.ts';
import { readTorchWeights } from './torch-weights.ts';

export const IMAGE_WEIGHTS_FILE = 'weights.pth';

/** An image by its bytes (JPEG, PNG, WebP, AVIF or GIF) as a vector, and what ImageNet calls it. */
export type ImageEncoder = ContentEncoder<Uint8Array> & {
  /** The number of its likeliest class of ImageNet. */
  classify(image: Uint8Array): Promise<number>;
};

/**
 * Loads the image encoder from a folder: weights become a graph that this package built itself, so no foreign graph
 * is ever run. @throws EncoderRefused when the file is not what it should be.
 */
export async function loadImageEncoder(name: string, folder: string): Promise<ImageEncoder> {
  const weights = readTorchWeights(await readFile(join(folder, IMAGE_WEIGHTS_FILE)));
  const { graph, parameters } = efficientNetLite(weights);
  const session = await InferenceSession.create(encodeModel(exportModel(graph, { parameters })), {
    intraOpNumThreads: 1,
    interOpNumThreads: 1,
  });
  const run = async (bytes: Uint8Array, output: 'embedding' | 'classes') => {
    const image = planes(await decodePixels(bytes, IMAGE_SIDE));
    const fed = { image: new Tensor('float32', image, [1, 3, IMAGE_SIDE, IMAGE_SIDE]) };
    return (await session.run(fed, [output]))[output]!.data as Float32Array;
  };
  return {
    name,
    dim: IMAGE_DIM,
    encode: async (images) => {
      const vectors: Float32Array[] = [];
      for (const bytes of images) vectors.push(unitLength(await run(bytes, 'embedding')));
      return vectors;
    },
    classify: async (bytes) => {
      const classes = await run(bytes, 'classes');
      return classes.indexOf(Math.max(...classes));
    },
    dispose: () => session.release(),
  };
}

/** RGB pixels [side, side, 3] as planes [3, side, side] around zero, as the weights were trained. */
function planes(pixels: Uint8Array): Float32Array {
  const size = pixels.length / 3;
  const values = new Float32Array(pixels.length);
  for (let i = 0; i < size; i++) {
    for (let c = 0; c < 3; c++) values[c * size + i] = (pixels[3 * i + c]! - 127) / 128;
  }
  return values;
}

function unitLength(vector: Float32Array): Float32Array {
  const length = Math.sqrt(vector.reduce((sum, value) => sum + value * value, 0));
  return vector.map((value) => (length > 0 ? value / length : 0));
}
