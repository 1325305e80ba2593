import type { TrainingRow } from '../dataset/training-row.ts';

/** Where each known viewer's rows lie. Rows without a viewer are left out. */
export function positionsByViewer(rows: readonly TrainingRow[]): Map<string, number[]> {
  const positionsOf = new Map<string, number[]>();
  for (const [i, { viewerKey }] of rows.entries()) {
    if (viewerKey === null) continue;
    const positions = positionsOf.get(viewerKey);
    if (positions) positions.push(i);
    else positionsOf.set(viewerKey, [i]);
  }
  return positionsOf;
}
