import { z } from 'zod';
import { EncoderRefused } from '../encoder-refused.ts';

const headerSchema = z.record(
  z.string(),
  z.object({
    dtype: z.string(),
    shape: z.array(z.int().nonnegative()),
    data_offsets: z.tuple([z.int().nonnegative(), z.int().nonnegative()]),
  }),
);
const MAX_HEADER_BYTES = 8 * 1024 * 1024;

/**
 * The float32 tensors of a safetensors file by name: an 8-byte little-endian
 * header length, a JSON header, then the values. @throws EncoderRefused on anything that does not add up.
 */
export function readSafetensors(file: Uint8Array): Map<string, Float32Array> {
  const view = new DataView(file.buffer, file.byteOffset, file.byteLength);
  if (file.byteLength < 8) throw new EncoderRefused('the weights file is cut short');
  const length = Number(view.getBigUint64(0, true));
  if (length > MAX_HEADER_BYTES || 8 + length > file.byteLength) {
    throw new EncoderRefused(`the weights file names a header of ${length} bytes`);
  }
  const { __metadata__: _, ...header } = JSON.parse(
    Buffer.from(file.subarray(8, 8 + length)).toString('utf8'),
  );
  const tensors = new Map<string, Float32Array>();
  for (const [name, { dtype, shape, data_offsets }] of Object.entries(headerSchema.parse(header))) {
    if (dtype !== 'F32') continue;
    const [from, to] = data_offsets.map((offset) => 8 + length + offset) as [number, number];
    const size = shape.reduce((total, dimension) => total * dimension, 1);
    if (to - from !== 4 * size || to > file.byteLength) {
      throw new EncoderRefused(`tensor ${name} does not fit its shape ${shape} or the file`);
    }
    tensors.set(name, new Float32Array(Uint8Array.from(file.subarray(from, to)).buffer));
  }
  return tensors;
}
