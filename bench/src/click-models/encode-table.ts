import type { FeatureSide } from '@placard/contracts';
import type { TrainingData } from '@placard/training';

export type ClickField = { readonly name: string; readonly side: FeatureSide };

/** Categorical rows as text, cell after cell, and whether each was clicked. */
export type ClickTable = {
  readonly fields: readonly ClickField[];
  readonly rows: readonly (readonly string[])[];
  readonly labels: readonly number[];
};

/**
 * Rows as the engine reads them. Only the first `learnFrom` rows make the vocabulary: values that fewer than
 * `minCount` of them hold read row 0, as do empty cells.
 */
export function encodeTable(table: ClickTable, learnFrom: number, minCount: number): TrainingData {
  const { fields, rows, labels } = table;
  const encoded = new Int32Array(rows.length * fields.length);
  const rowsByFeature = fields.map((_, field) => {
    const counts = new Map<string, number>();
    for (let i = 0; i < learnFrom; i++) {
      const value = rows[i]![field]!;
      if (value !== '') counts.set(value, (counts.get(value) ?? 0) + 1);
    }
    const index = new Map<string, number>();
    for (const [value, count] of counts) if (count >= minCount) index.set(value, index.size + 1);
    rows.forEach((row, i) => {
      encoded[i * fields.length + field] = index.get(row[field]!) ?? 0;
    });
    return index.size + 1;
  });
  return {
    count: rows.length,
    encoded: {
      rows: encoded,
      offsets: Int32Array.from({ length: encoded.length + 1 }, (_, i) => i),
    },
    rowsByFeature,
    sides: fields.map(({ side }) => side),
    labels: Float32Array.from(labels),
    weights: new Float32Array(rows.length).fill(1),
  };
}
