import type { FeatureEncoding } from '@placard/contracts';
import type { Random } from '@placard/domain';
import { MISSING_ROW, readsHistory } from '@placard/ranking';
import type { TrainingData } from './training-data.ts';

/**
 * Makes some training rows forget what their viewer did: in a share of the first `count` rows all that is read from
 * behaviour reads as missing, together (DropoutNet; Volkovs, Yu and Poutanen, NIPS 2017). Those rows teach what to
 * rank by for a viewer who is new, of whom nothing is known but what the request says.
 */
export function hideViewers(
  data: TrainingData,
  features: readonly FeatureEncoding[],
  options: { readonly count: number; readonly share: number; readonly random: Random },
): void {
  const ofBehaviour = features.flatMap((feature, i) => (readsHistory(feature) ? [i] : []));
  const sequences = (data.sequences ?? []).filter(({ spec }) => spec.side === 'viewer');
  if (options.share === 0 || ofBehaviour.length + sequences.length === 0) return;
  const { offsets, rows } = data.encoded;
  for (let row = 0; row < options.count; row++) {
    if (options.random() >= options.share) continue;
    for (const feature of ofBehaviour) {
      const cell = row * features.length + feature;
      rows.fill(MISSING_ROW, offsets[cell], offsets[cell + 1]);
    }
    for (const { rows: list, spec } of sequences) {
      list.fill(-1, row * spec.length, (row + 1) * spec.length);
    }
  }
}
