import type { Hyperparameters } from '@placard/contracts';
import type { FeatureDefinition } from './training-row.ts';

const DECLARED = 'viewer-attribute:';

/** The features that a run reads of those its rows carry. */
export function readDefinitions(
  definitions: readonly FeatureDefinition[],
  { declaredAttributes }: Pick<Hyperparameters, 'declaredAttributes'>,
): readonly FeatureDefinition[] {
  if (declaredAttributes === 'read') return definitions;
  return definitions.filter(({ name }) => !name.startsWith(DECLARED));
}
