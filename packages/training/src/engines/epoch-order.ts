import { seededRandom } from '@placard/domain';

/** The order of an epoch depends on seed and epoch alone, so that a resumed run repeats it. */
export function epochOrder(positions: Uint32Array, seed: number, epoch: number): Uint32Array {
  const order = positions.slice();
  const random = seededRandom((seed + Math.imul(epoch + 1, 0x9e3779b1)) | 0);
  for (let i = order.length - 1; i > 0; i--) {
    const j = Math.floor(random() * (i + 1));
    [order[i], order[j]] = [order[j]!, order[i]!];
  }
  return order;
}
