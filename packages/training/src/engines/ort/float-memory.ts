export type AllocateFloats = (length: number) => Float32Array;

export const privateFloats: AllocateFloats = (length) => new Float32Array(length);

/** Zeros that worker threads see as well. The runtime refuses tensors over them. */
export const sharedFloats: AllocateFloats = (length) =>
  new Float32Array(new SharedArrayBuffer(length * Float32Array.BYTES_PER_ELEMENT));
