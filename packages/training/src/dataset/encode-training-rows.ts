import {
  type EncodedRows,
  encodeRows,
  encodeSequences,
  type FeatureEncoder,
} from '@placard/ranking';
import type { TrainingData } from './training-data.ts';
import type { TrainingRow } from './training-row.ts';

const CHUNK = 8192;

/** Encodes rows with the encoder that serving uses. */
export function encodeTrainingRows(
  encoder: FeatureEncoder,
  rows: readonly TrainingRow[],
  learnsConversions = false,
): TrainingData {
  const chunks: EncodedRows[] = [];
  for (let start = 0; start < rows.length; start += CHUNK) {
    const values = rows.slice(start, start + CHUNK).map((row) => row.values);
    chunks.push(encodeRows(encoder, values));
  }
  const sequenceRows = encodeSequences(
    encoder,
    rows.map((row) => row.values),
  );
  return {
    count: rows.length,
    encoded: join(chunks),
    sequences: encoder.sequences.map(({ spec, tableIndex }, i) => ({
      spec,
      tableIndex,
      rows: sequenceRows[i]!,
    })),
    rowsByFeature: encoder.features.map((feature) => feature.rows),
    sides: encoder.features.map((feature) => feature.side),
    labels: Float32Array.from(rows, ({ clicked, converted }) =>
      clicked ? (learnsConversions && converted ? 2 : 1) : 0,
    ),
    weights: Float32Array.from(rows, ({ weight }) => weight),
  };
}

function join(chunks: readonly EncodedRows[]): EncodedRows {
  const cells = chunks.reduce((total, { offsets }) => total + offsets.length - 1, 0);
  const values = chunks.reduce((total, { rows }) => total + rows.length, 0);
  const offsets = new Int32Array(cells + 1);
  const rows = new Int32Array(values);
  let cell = 0;
  let value = 0;
  for (const chunk of chunks) {
    for (let i = 0; i < chunk.offsets.length; i++) offsets[cell + i] = value + chunk.offsets[i]!;
    rows.set(chunk.rows, value);
    cell += chunk.offsets.length - 1;
    value += chunk.rows.length;
  }
  return { offsets, rows };
}
