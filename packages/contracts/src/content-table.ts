import { z } from 'zod';

/** What a content is looked at by: the words on it, what these are about, its picture. */
export const CONTENT_KINDS = ['text', 'topics', 'image'] as const;
export type ContentKind = (typeof CONTENT_KINDS)[number];

const MOST_DIMS = 256;

const headerSchema = z.object({
  formatVersion: z.literal(1),
  trainedAtMs: z.number(),
  spaces: z
    .array(
      z.object({
        kind: z.enum(CONTENT_KINDS),
        /** What made the vectors: those of different sources must never be compared. */
        source: z.string().min(1),
        dim: z.int().min(1).max(MOST_DIMS),
      }),
    )
    .min(1),
  adIds: z.array(z.string().min(1)),
  itemIds: z.array(z.string().min(1)),
  categories: z.array(z.string().min(1)),
});
type Header = z.infer<typeof headerSchema>;

/** Vectors of a market's ads, items and categories: alike contents have a cosine near 1. */
export type ContentTable = Header & {
  /**
   * By space [ads + items + categories, dim], row-major, in that order. A row has length 1, or is all zeroes where
   * nothing is known of the content.
   */
  readonly vectors: readonly Float32Array[];
};

/** Bytes that are no content table, or one that contradicts itself. */
export class ContentTableError extends Error {}

const MAGIC = [0x50, 0x4c, 0x43, 0x54];
const SPACE = 0x20;

/**
 * The bytes of a table: "PLCT", the header's length (uint32), the header as JSON padded by spaces to a multiple of
 * 4, then the vectors space by space, 4 bytes a number, little-endian. Equal tables have equal bytes.
 * @throws ContentTableError on a table that `decodeContentTable` would refuse.
 */
export function encodeContentTable(table: ContentTable): Uint8Array {
  checkTable(table);
  const json = new TextEncoder().encode(JSON.stringify(headerSchema.parse(table)));
  const headerLength = Math.ceil(json.length / 4) * 4;
  const numbers = table.vectors.reduce((sum, { length }) => sum + length, 0);
  const out = new Uint8Array(8 + headerLength + 4 * numbers);
  out.set(MAGIC);
  new DataView(out.buffer).setUint32(4, headerLength, true);
  out.fill(SPACE, 8, 8 + headerLength);
  out.set(json, 8);
  let at = 8 + headerLength;
  for (const vectors of table.vectors) {
    out.set(new Uint8Array(vectors.buffer, vectors.byteOffset, vectors.byteLength), at);
    at += vectors.byteLength;
  }
  return out;
}

/** @throws ContentTableError on anything that `encodeContentTable` did not write. The arrays are copies. */
export function decodeContentTable(bytes: Uint8Array): ContentTable {
  if (bytes.length < 8 || MAGIC.some((byte, i) => bytes[i] !== byte)) {
    throw new ContentTableError('these bytes are no content table');
  }
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const headerLength = view.getUint32(4, true);
  if (8 + headerLength > bytes.length) throw new ContentTableError('the header is cut off');
  const header = parseHeader(bytes.subarray(8, 8 + headerLength));
  let at = 8 + headerLength;
  const vectors = header.spaces.map(({ dim }) => {
    const end = at + 4 * dim * contentsOf(header);
    if (end > bytes.length) throw new ContentTableError('the numbers are cut off');
    // A Node buffer's own slice is no copy.
    const numbers = new Float32Array(new Uint8Array(bytes.subarray(at, end)).buffer);
    at = end;
    return numbers;
  });
  if (at !== bytes.length) throw new ContentTableError('bytes are left over');
  const table = { ...header, vectors };
  checkTable(table);
  return table;
}

function contentsOf({ adIds, itemIds, categories }: Header): number {
  return adIds.length + itemIds.length + categories.length;
}

function parseHeader(bytes: Uint8Array): Header {
  let json: unknown;
  try {
    json = JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes));
  } catch (cause) {
    throw new ContentTableError('the header is not JSON', { cause });
  }
  const parsed = headerSchema.safeParse(json);
  if (!parsed.success) throw new ContentTableError(z.prettifyError(parsed.error));
  return parsed.data;
}

/** Rounding may take this much off a row's length. */
const LENGTH_TOLERANCE = 1e-3;

/** What a schema cannot say. */
function checkTable(table: ContentTable): void {
  const refuse = (what: string): never => {
    throw new ContentTableError(what);
  };
  for (const ids of [table.adIds, table.itemIds, table.categories]) {
    if (new Set(ids).size !== ids.length) refuse('a content is named twice');
  }
  if (new Set(table.spaces.map(({ kind }) => kind)).size !== table.spaces.length) {
    refuse('a space is named twice');
  }
  if (table.vectors.length !== table.spaces.length) refuse('a space has no vectors');
  table.spaces.forEach(({ dim }, s) => {
    const vectors = table.vectors[s]!;
    if (vectors.length !== contentsOf(table) * dim) refuse('vectors are missing or left over');
    for (let start = 0; start < vectors.length; start += dim) {
      let squares = 0;
      for (let f = 0; f < dim; f++) squares += vectors[start + f]! ** 2;
      const isUnit = Math.abs(squares - 1) < LENGTH_TOLERANCE;
      if (squares !== 0 && !isUnit) refuse('a vector has neither length 1 nor 0');
    }
  });
}
