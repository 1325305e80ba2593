/** Numbers as base64 of little-endian float64: exact both ways, a third of the size of their digits. */
export function packFloat64s(numbers: Float64Array): string {
  return Buffer.from(numbers.buffer, numbers.byteOffset, numbers.byteLength).toString('base64');
}

/** @throws RangeError when there are not `length` of them. */
export function unpackFloat64s(text: string, length: number): Float64Array {
  const bytes = Buffer.from(text, 'base64');
  if (bytes.byteLength !== 8 * length) {
    throw new RangeError(`${bytes.byteLength} bytes where ${length} numbers belong`);
  }
  const numbers = new Float64Array(length);
  new Uint8Array(numbers.buffer).set(bytes);
  return numbers;
}

/** The lower triangle of a symmetric `size` x `size` matrix, by rows. */
export function packTriangle(matrix: Float64Array, size: number): string {
  const triangle = new Float64Array((size * (size + 1)) / 2);
  let at = 0;
  for (let i = 0; i < size; i++)
    for (let j = 0; j <= i; j++) triangle[at++] = matrix[i * size + j]!;
  return packFloat64s(triangle);
}

export function unpackTriangle(text: string, size: number): Float64Array {
  const triangle = unpackFloat64s(text, (size * (size + 1)) / 2);
  const matrix = new Float64Array(size * size);
  let at = 0;
  for (let i = 0; i < size; i++) {
    for (let j = 0; j <= i; j++) {
      matrix[i * size + j] = triangle[at]!;
      matrix[j * size + i] = triangle[at++]!;
    }
  }
  return matrix;
}
