import { type Random, seededRandom } from '@placard/domain';

/** Rows that batches are mixed from, e.g. of another market or an older window. */
export interface BatchSource {
  readonly positions: Uint32Array;
  /** Its share of every batch, against the other sources' weights. */
  readonly weight: number;
}

/** The order of an epoch depends on seed and epoch alone, so that a resumed run repeats it. */
export function epochOrder(positions: Uint32Array, seed: number, epoch: number): Uint32Array {
  return shuffled(positions, epochRandom(seed, epoch));
}

/** Chance for an epoch, or for a part of one. */
export function epochRandom(seed: number, epoch: number, part = 0): Random {
  return seededRandom((seed + Math.imul(epoch + 1, 0x9e3779b1) + Math.imul(part, 0x85ebca6b)) | 0);
}

/**
 * An epoch of `count` rows, each from a source drawn by weight: the rows of a source come in an order
 * of their own, all of them before one comes again.
 */
export function mixedOrder(
  sources: readonly BatchSource[],
  count: number,
  seed: number,
  epoch: number,
): Uint32Array {
  const total = sources.reduce((sum, { weight }) => sum + weight, 0);
  for (const { positions, weight } of sources) {
    if (!(weight > 0)) throw new RangeError(`a source weighs ${weight}, which is not above 0`);
    if (positions.length === 0) throw new RangeError('a source has no rows');
  }
  const random = epochRandom(seed, epoch);
  const walks = sources.map(({ positions }) => ({ order: shuffled(positions, random), next: 0 }));
  return Uint32Array.from({ length: count }, () => {
    let left = random() * total;
    let chosen = 0;
    while (chosen < sources.length - 1 && left >= sources[chosen]!.weight) {
      left -= sources[chosen++]!.weight;
    }
    const walk = walks[chosen]!;
    if (walk.next === walk.order.length) {
      walk.order = shuffled(walk.order, random);
      walk.next = 0;
    }
    return walk.order[walk.next++]!;
  });
}

export function shuffled(positions: Uint32Array, random: Random): Uint32Array {
  const order = positions.slice();
  for (let i = order.length - 1; i > 0; i--) {
    const j = Math.floor(random() * (i + 1));
    [order[i], order[j]] = [order[j]!, order[i]!];
  }
  return order;
}
