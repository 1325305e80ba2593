import type { FeatureMap } from '@placard/contracts';
import { rowCount } from '@placard/ranking';
import { tablesOver } from '../engines/ort/embedding-tables.ts';
import type { TrainedModel } from '../engines/trained-model.ts';
import { withoutIdentities } from './adapt-feature-map.ts';
import type { SourceModel } from './source-model.ts';
import { startingWeights } from './starting-weights.ts';

/**
 * The source as it scores a market it has seen nothing of: by content alone, every id missing. It knows what a
 * missing id is worth where it was trained with `hiddenShare` above 0.
 */
export function zeroShotModel(source: SourceModel): { map: FeatureMap; model: TrainedModel } {
  const map = withoutIdentities(source.map);
  const { parameters, tables } = startingWeights(source, map);
  const rowsByFeature = map.features.map(rowCount);
  const embeddings = map.inputs.map((spec, i) => tablesOver(spec, rowsByFeature, tables[i]!));
  return { map, model: { parameters, embeddings, curve: [], steps: 0, bestEpoch: 0 } };
}
