import type { Random } from '@placard/domain';
import type { Dataset } from './dataset.ts';

/**
 * A smaller data set with whole histories: viewers are drawn at random until together they have at least
 * `interactionCount` interactions. Items stay, so that the catalogue is the same.
 */
export function sampleViewers(dataset: Dataset, interactionCount: number, random: Random): Dataset {
  if (interactionCount >= dataset.interactions.length) return dataset;
  const counts = new Map<string, number>();
  for (const { viewerId } of dataset.interactions) {
    counts.set(viewerId, (counts.get(viewerId) ?? 0) + 1);
  }
  const order = dataset.viewers
    .map((viewer) => ({ viewer, draw: random() }))
    .sort((a, b) => a.draw - b.draw);
  const kept = new Set<string>();
  let total = 0;
  for (const { viewer } of order) {
    if (total >= interactionCount) break;
    kept.add(viewer.viewerId);
    total += counts.get(viewer.viewerId) ?? 0;
  }
  return {
    ...dataset,
    viewers: dataset.viewers.filter((viewer) => kept.has(viewer.viewerId)),
    interactions: dataset.interactions.filter(({ viewerId }) => kept.has(viewerId)),
  };
}
