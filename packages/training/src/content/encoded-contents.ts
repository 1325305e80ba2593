import { createHash } from 'node:crypto';
import { seededRandom } from '@placard/domain';
import type { ContentEncoder } from '@placard/embeddings';
import { truncatedSvd } from '../recommend/singular-values.ts';
import { toUnitLength } from './unit-length.ts';

/** What an encoder made of a market's contents, cut to the dimensions that tell these apart. */
export type EncodedContents = {
  /** The encoder's. */
  readonly name: string;
  readonly inputDim: number;
  readonly dim: number;
  /** [inputDim, dim], row-major, orthonormal columns. */
  readonly projection: Float32Array;
  /** A content's own, such as its text. */
  readonly keys: readonly string[];
  /** [keys, dim] of length 1. */
  readonly vectors: Float32Array;
};

/** A decision multiplies such vectors by the thousand. */
const MOST_DIMS = 64;
const SEED = 1;

/**
 * Encodes what is `wanted`, by key. With a model `before` of the same encoder only what is new is encoded, and all
 * keep the projection; without one, all is, and the projection is learnt: the leading right singular vectors of the
 * contents' vectors, of which of all projections the cosines stay nearest to what they were (Eckart and Young, 1936).
 */
export async function encodeContents<Content>(
  encoder: ContentEncoder<Content>,
  wanted: ReadonlyMap<string, Content>,
  before: EncodedContents | null,
): Promise<EncodedContents> {
  const usable = before?.name === encoder.name && before.inputDim === encoder.dim ? before : null;
  const known = new Map(usable?.keys.map((key, i) => [key, i]));
  const fresh = [...wanted.keys()].filter((key) => !known.has(key));
  const raw = await encoder.encode(fresh.map((key) => wanted.get(key)!));
  const { dim, projection } = usable ?? learnProjection(raw, encoder.dim);
  const projected = new Map(fresh.map((key, i) => [key, project(raw[i]!, projection, dim)]));
  const keys = [...wanted.keys()];
  const vectors = new Float32Array(keys.length * dim);
  keys.forEach((key, i) => {
    const at = known.get(key);
    const kept = at === undefined ? undefined : usable!.vectors.subarray(at * dim, (at + 1) * dim);
    vectors.set(projected.get(key) ?? kept!, i * dim);
  });
  return { name: encoder.name, inputDim: encoder.dim, dim, projection, keys, vectors };
}

/** Names the space: vectors of different encoders or projections must never be compared. */
export function encodedSource({ name, projection }: EncodedContents): string {
  const bytes = new Uint8Array(projection.buffer, projection.byteOffset, projection.byteLength);
  return `${name}-${createHash('sha256').update(bytes).digest('hex').slice(0, 16)}`;
}

function learnProjection(vectors: readonly Float32Array[], inputDim: number) {
  const rows = vectors.length;
  const { right, rank } = truncatedSvd(
    {
      rowCount: rows,
      columnCount: inputDim,
      offsets: Int32Array.from({ length: rows + 1 }, (_, row) => row * inputDim),
      columns: Int32Array.from({ length: rows * inputDim }, (_, e) => e % inputDim),
      values: Float32Array.from({ length: rows * inputDim }, (_, e) => {
        return vectors[Math.floor(e / inputDim)]![e % inputDim]!;
      }),
    },
    MOST_DIMS,
    seededRandom(SEED),
  );
  return { dim: rank, projection: Float32Array.from(right) };
}

function project(vector: Float32Array, projection: Float32Array, dim: number): Float32Array {
  const out = new Float32Array(dim);
  vector.forEach((value, i) => {
    for (let f = 0; f < dim; f++) out[f]! += value * projection[i * dim + f]!;
  });
  return toUnitLength(out);
}
