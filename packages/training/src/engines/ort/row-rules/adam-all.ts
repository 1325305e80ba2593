import { adamMoves } from './adam.ts';
import type { RowRule } from './row-rule.ts';

/**
 * Adam (arXiv:1412.6980) over the whole table, as where it is a dense parameter: a row that no batch uses keeps
 * going by its moments and its decay. A step costs as much as the table is large.
 */
export const adamAllRows: RowRule = {
  stateCount: 2,
  apply({ count, rows, gradients, dim }, weights, states, step) {
    const slots = new Int32Array(weights.length / dim);
    for (let slot = 0; slot < count; slot++) slots[rows[slot]!] = slot + 1;
    const { lane, lanes } = step.part ?? { lane: 0, lanes: 1 };
    const nothing = new Float32Array(dim);
    const move = adamMoves(weights, states, dim, step);
    for (let row = lane; row < slots.length; row += lanes) {
      const slot = slots[row]!;
      if (slot === 0) move(row, nothing, 0);
      else move(row, gradients, (slot - 1) * dim);
    }
  },
};
