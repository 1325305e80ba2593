import type { FeatureValues } from '@placard/contracts';

/** Coordinates that are not zero, ascending and distinct. */
export interface SparseVector {
  readonly indices: readonly number[];
  readonly values: readonly number[];
}

/**
 * Raw feature values as a sparse vector of `dimension` coordinates: `name=value` of each category is hashed to one
 * (Weinberger et al., ICML 2009), a number stands at the coordinate of its name. Coordinate 0 is the constant 1;
 * a list shares out 1 among its values. Values that collide add up; missing ones are left out.
 */
export function hashFeatures(values: FeatureValues, dimension: number): SparseVector {
  if (!(Number.isInteger(dimension) && dimension >= 2)) {
    throw new RangeError(`a hashed vector needs at least 2 coordinates, not ${dimension}`);
  }
  const sums = new Map<number, number>([[0, 1]]);
  const add = (text: string, value: number) => {
    const index = 1 + (hashText(text) % (dimension - 1));
    sums.set(index, (sums.get(index) ?? 0) + value);
  };
  for (const [name, value] of Object.entries(values)) {
    if (value === null || value === undefined) continue;
    if (typeof value === 'number') add(name, value);
    else if (typeof value === 'string') add(`${name}=${value}`, 1);
    else for (const word of value) add(`${name}=${word}`, 1 / value.length);
  }
  const indices = [...sums.keys()].sort((a, b) => a - b);
  return { indices, values: indices.map((index) => sums.get(index)!) };
}

/** FNV-1a, 32 bits, over UTF-16 code units. */
export function hashText(text: string): number {
  let state = 0x811c9dc5;
  for (let i = 0; i < text.length; i++) state = Math.imul(state ^ text.charCodeAt(i), 0x01000193);
  return state >>> 0;
}
