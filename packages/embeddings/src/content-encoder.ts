/** Turns contents of one kind into vectors of unit length; alike contents have a cosine near 1. */
export type ContentEncoder<Content> = {
  /** Names the weights: vectors of different encoders must never be compared. */
  readonly name: string;
  readonly dim: number;
  /** One vector [dim] a content, in order. */
  encode(contents: readonly Content[]): Promise<readonly Float32Array[]>;
  dispose(): Promise<void>;
};

/** Of two vectors of unit length. @throws RangeError when their lengths differ. */
export function cosine(a: Float32Array, b: Float32Array): number {
  if (a.length !== b.length) throw new RangeError(`vectors of ${a.length} and ${b.length} numbers`);
  let sum = 0;
  for (let i = 0; i < a.length; i++) sum += a[i]! * b[i]!;
  return sum;
}
