import type { FeatureValues } from '@placard/contracts';
import type { InputTables } from './embed.ts';
import type { FeatureEncoder } from './encode.ts';
import { encodeSequences, type SequenceEncoder } from './encode-sequences.ts';

/** A sequence as the graph reads it, of one request or of several one after another. */
export type EmbeddedSequence = {
  /** [requests, length, dim], zeros where the mask is. */
  readonly values: Float32Array<ArrayBuffer>;
  /** [requests, length]: 1 where there is a value, else 0. */
  readonly mask: Float32Array<ArrayBuffer>;
};

/** Reads the rows of a sequence, int32 [requests, length], from the table it shares. */
export function embedSequence(
  { spec, tableIndex }: SequenceEncoder,
  inputs: readonly InputTables[],
  rows: Int32Array,
): EmbeddedSequence {
  // That the input exists was checked when the encoder was made.
  const { dim, tables } = inputs.find(({ input }) => input === spec.embedding)!;
  const values = new Float32Array(rows.length * dim);
  const mask = new Float32Array(rows.length);
  for (let place = 0; place < rows.length; place++) {
    const row = rows[place]!;
    if (row < 0) continue;
    mask[place] = 1;
    values.set(tables[tableIndex]!.subarray(row * dim, (row + 1) * dim), place * dim);
  }
  return { values, mask };
}

/** Every sequence of `pairs`, in the map's order: the plain path from raw values to the graph. */
export function embedSequences(
  encoder: FeatureEncoder,
  inputs: readonly InputTables[],
  pairs: readonly FeatureValues[],
): EmbeddedSequence[] {
  const rows = encodeSequences(encoder, pairs);
  return encoder.sequences.map((sequence, i) => embedSequence(sequence, inputs, rows[i]!));
}
