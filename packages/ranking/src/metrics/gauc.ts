import { auc } from './auc.ts';
import { requirePairs } from './log-loss.ts';

/**
 * AUC within each group (a viewer), averaged by the group's rows (arXiv:1706.06978). Groups of one
 * class say nothing and are left out; null when every group is such.
 */
export function gauc(
  predictions: ArrayLike<number>,
  labels: ArrayLike<number>,
  groups: ArrayLike<string | number>,
): number | null {
  requirePairs(predictions, labels);
  const rowsByGroup = new Map<string | number, number[]>();
  for (let i = 0; i < labels.length; i++) {
    const group = groups[i];
    if (group === undefined) throw new RangeError(`row ${i} has no group`);
    const rows = rowsByGroup.get(group);
    if (rows) rows.push(i);
    else rowsByGroup.set(group, [i]);
  }
  let sum = 0;
  let weight = 0;
  for (const rows of rowsByGroup.values()) {
    const within = auc(
      rows.map((i) => predictions[i] as number),
      rows.map((i) => labels[i] as number),
    );
    if (within === null) continue;
    sum += within * rows.length;
    weight += rows.length;
  }
  return weight === 0 ? null : sum / weight;
}
