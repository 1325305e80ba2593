import type { FeatureEncoding } from '@placard/contracts';
import type { Random } from '@placard/domain';
import { MISSING_ROW } from '@placard/ranking';
import type { TrainingData } from './training-data.ts';

/** A categorical feature of more values than this names individuals (viewers, ads, items), not kinds. */
const KINDS_AT_MOST = 100;

/**
 * Makes some training rows forget who is who: in a share of the first `count` rows, each identity reads as
 * missing. The missing row is thereby learnt as "somebody", which is what tomorrow's new viewer reads, and
 * the model leans less on remembering individuals.
 */
export function hideIdentities(
  data: TrainingData,
  features: readonly FeatureEncoding[],
  options: { readonly count: number; readonly share: number; readonly random: Random },
): void {
  const identities = features.flatMap((feature, i) =>
    feature.kind === 'categorical' && feature.vocabulary.length > KINDS_AT_MOST ? [i] : [],
  );
  if (identities.length === 0 || options.share === 0) return;
  const { offsets, rows } = data.encoded;
  for (let row = 0; row < options.count; row++) {
    for (const feature of identities) {
      if (options.random() < options.share) {
        rows[offsets[row * features.length + feature]!] = MISSING_ROW;
      }
    }
  }
}
