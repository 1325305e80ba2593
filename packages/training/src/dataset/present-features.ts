import type { FeatureValue } from '@placard/contracts';
import type { RowList } from './row-list.ts';
import type { FeatureDefinition } from './training-row.ts';

/**
 * The features of which some row has a value: from the others nothing can be learnt, and every score would pay for
 * them. Lists that a model reads in their order stay, for it says by itself what it lacks. All where none has any.
 */
export function presentFeatures(
  definitions: readonly FeatureDefinition[],
  rows: RowList,
  inOrder: ReadonlySet<string> = new Set(),
): readonly FeatureDefinition[] {
  const missing = new Set(definitions.map(({ name }) => name));
  for (const name of inOrder) missing.delete(name);
  for (const { values } of rows) {
    for (const name of missing) if (isPresent(values[name])) missing.delete(name);
    if (missing.size === 0) break;
  }
  const present = definitions.filter(({ name }) => !missing.has(name));
  return present.length > 0 ? present : definitions;
}

function isPresent(value: FeatureValue | undefined): boolean {
  return Array.isArray(value) ? value.length > 0 : value !== null && value !== undefined;
}
