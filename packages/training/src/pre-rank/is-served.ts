import type { ModelCard } from '@placard/contracts';
import { featureByName } from '@placard/ranking';

/**
 * A data set of columns of its own trains models too; what serving cannot read needs neither pre-ranker nor
 * explanation.
 */
export function isServed({ features }: ModelCard): boolean {
  return features.every(({ name }) => {
    try {
      return featureByName(name) !== undefined;
    } catch {
      return false;
    }
  });
}
