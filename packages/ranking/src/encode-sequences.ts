import type { FeatureMap, FeatureValue, FeatureValues, SequenceInput } from '@placard/contracts';

/** A place beyond the end of a list: it has no row. */
export const ABSENT_ROW = -1;

/** One sequence input of a feature map, ready to turn a list into rows of the table it shares. */
export type SequenceEncoder = {
  readonly spec: SequenceInput;
  /** Position of the feature whose vocabulary and tables it shares. */
  readonly tableIndex: number;
  /**
   * Writes the rows of the list's first `spec.length` values to `rows[at..]` in the list's order, the missing
   * row where a value is unknown, and `ABSENT_ROW` beyond the end.
   */
  readonly write: (value: FeatureValue | undefined, rows: Int32Array, at: number) => void;
};

type SharedFeature = {
  readonly name: string;
  readonly append: (value: FeatureValue | undefined, into: number[]) => void;
};

/** @throws Error when a sequence names a table or an embedding input that the map does not have. */
export function sequenceEncoders(
  map: FeatureMap,
  features: readonly SharedFeature[],
): SequenceEncoder[] {
  return (map.sequences ?? []).map((spec) => {
    const tableIndex = features.findIndex(({ name }) => name === spec.table);
    if (tableIndex === -1) {
      throw new Error(`sequence ${spec.input} shares the table of unknown feature ${spec.table}`);
    }
    if (!map.inputs.some(({ input }) => input === spec.embedding)) {
      throw new Error(`sequence ${spec.input} reads unknown embedding input ${spec.embedding}`);
    }
    const { append } = features[tableIndex]!;
    const found: number[] = [];
    return {
      spec,
      tableIndex,
      write: (value, rows, at) => {
        found.length = 0;
        const words = Array.isArray(value) ? value : value == null ? [] : [value];
        for (let i = 0; i < words.length && i < spec.length; i++) append(words[i], found);
        for (let i = 0; i < spec.length; i++) rows[at + i] = found[i] ?? ABSENT_ROW;
      },
    };
  });
}

/** The rows of every sequence of many pairs: for each sequence of the map, int32 [pairs, length]. */
export function encodeSequences(
  { sequences }: { readonly sequences: readonly SequenceEncoder[] },
  pairs: readonly FeatureValues[],
): Int32Array[] {
  return sequences.map(({ spec: { feature, length }, write }) => {
    const rows = new Int32Array(pairs.length * length);
    pairs.forEach((values, i) => {
      write(values[feature], rows, i * length);
    });
    return rows;
  });
}

/** Cuts pairs into stretches that share the sequences of their request: those a graph can score in one run. */
export function sameSequences(
  encoder: { readonly sequences: readonly SequenceEncoder[] },
  pairs: readonly FeatureValues[],
): FeatureValues[][] {
  if (pairs.length === 0) return [];
  const rows = encodeSequences(encoder, pairs);
  const sameAsBefore = (pair: number) =>
    encoder.sequences.every(({ spec: { length, side } }, s) => {
      if (side === 'ad') return true;
      const places = rows[s]!.subarray(pair * length, (pair + 1) * length);
      const before = rows[s]!.subarray((pair - 1) * length, pair * length);
      return places.every((row, i) => row === before[i]);
    });
  const runs = [[pairs[0]!]];
  for (let pair = 1; pair < pairs.length; pair++) {
    if (sameAsBefore(pair)) runs.at(-1)!.push(pairs[pair]!);
    else runs.push([pairs[pair]!]);
  }
  return runs;
}
