/** In place; what is as good as zero becomes zero. */
export function toUnitLength(vector: Float32Array): Float32Array {
  let squares = 0;
  for (const x of vector) squares += x * x;
  const length = Math.sqrt(squares);
  if (!(length > 1e-6)) return vector.fill(0);
  for (let f = 0; f < vector.length; f++) vector[f]! /= length;
  return vector;
}
