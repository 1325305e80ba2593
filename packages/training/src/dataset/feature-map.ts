import type { FeatureEncoding, FeatureMap } from '@placard/contracts';
import { rowCount } from '@placard/ranking';
import type { EmbeddingInputSpec } from '../models/model-definition.ts';

/** Lays the tables of each input one after another and leaves calibration as the identity. */
export function buildFeatureMap(
  features: readonly FeatureEncoding[],
  inputs: readonly EmbeddingInputSpec[],
): FeatureMap {
  let byteOffset = 0;
  return {
    formatVersion: 1,
    features: [...features],
    inputs: inputs.map(({ input, dim }) => ({
      input,
      dim,
      tables: features.map((feature) => {
        const table = { feature: feature.name, rows: rowCount(feature), byteOffset };
        byteOffset += table.rows * dim * Float32Array.BYTES_PER_ELEMENT;
        return table;
      }),
    })),
    calibration: { slope: 1, intercept: 0 },
  };
}
