import type { FeatureValues } from '@placard/contracts';
import type { InputTables } from './embed.ts';
import type { FeatureEncoder } from './encode.ts';
import { encodeSequences, type SequenceEncoder } from './encode-sequences.ts';

/** A sequence as the graph reads it, of one list or of several one after another. */
export type EmbeddedSequence = {
  /** [lists, length, dim], zeros where the mask is. */
  readonly values: Float32Array<ArrayBuffer>;
  /** [lists, length]: 1 where there is a value, else 0. */
  readonly mask: Float32Array<ArrayBuffer>;
};

/** Reads the rows of a sequence, int32 [lists, length], from the table it shares. */
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

/**
 * Every sequence of candidates of one request, in the map's order: the plain path from raw values to the graph.
 * One of the request comes once, read from the first pair; one of the ad for each pair.
 */
export function embedSequences(
  encoder: FeatureEncoder,
  inputs: readonly InputTables[],
  pairs: readonly FeatureValues[],
): EmbeddedSequence[] {
  const rows = encodeSequences(encoder, pairs);
  return encoder.sequences.map((sequence, i) => {
    const { side, length } = sequence.spec;
    return embedSequence(sequence, inputs, side === 'ad' ? rows[i]! : rows[i]!.subarray(0, length));
  });
}
