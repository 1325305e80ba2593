import { z } from 'zod';

const numbers = z.array(z.number()).min(1);
const layer = z.object({ weights: numbers, bias: numbers });

/** How a viewer's recent items become a vector of the items' space. */
export const foldInSchema = z.discriminatedUnion('kind', [
  /** The weighted sum of their history vectors. */
  z.object({ kind: z.literal('sum') }),
  /** Their weighted mean. */
  z.object({ kind: z.literal('mean') }),
  /**
   * The u that minimises sum over items of c (p - u.y)^2 + penalty |u|^2, where a recent item of weight w has
   * p = 1 and c = 1 + confidence w, any other p = 0 and c = 1 (Hu, Koren and Volinsky, ICDM 2008).
   */
  z.object({
    kind: z.literal('ridge'),
    confidence: z.number().nonnegative(),
    penalty: z.number().positive(),
  }),
  /** 1 at the nearest centre, 0 elsewhere: history vectors are the items' coordinates in the `dim` centres. */
  z.object({ kind: z.literal('nearest'), squaredNorms: numbers }),
  /**
   * A two-tower model's viewer side: x = the items' mean by softmax(importance + recency by age, newest first);
   * then normalise(x + narrow gelu(wide x)) as in arXiv:1607.06450, gelu(a) = a sigmoid(1.702 a).
   */
  z.object({
    kind: z.literal('two-tower'),
    /** [items] */
    importance: numbers,
    /** [ages]; older items are not looked at. */
    recency: numbers,
    /** [width, dim] and [width], then [dim, width] and [dim] */
    wide: layer,
    narrow: layer,
    /** [dim] each */
    gain: numbers,
    offset: numbers,
  }),
]);
export type FoldIn = z.infer<typeof foldInSchema>;

const base = {
  formatVersion: z.literal(1),
  /** The catalogue's name of the method that learnt it. */
  method: z.string().min(1),
  trainedAtMs: z.number(),
  /** The item of each index. */
  itemIds: z.array(z.string().min(1)).min(1),
  /** A recent item counts this share of the next newer one. */
  recencyDecay: z.number().gt(0).max(1),
};

const headerSchema = z.discriminatedUnion('kind', [
  z.object({ ...base, kind: z.literal('neighbours'), edges: z.int().nonnegative() }),
  z.object({
    ...base,
    kind: z.literal('vectors'),
    dim: z.int().min(1).max(4096),
    foldIn: foldInSchema,
    /** Otherwise an item's own vector stands for it in a history. */
    hasHistoryVectors: z.boolean(),
  }),
  z.object({
    ...base,
    kind: z.literal('viewers'),
    viewers: z.int().positive(),
    edges: z.int().nonnegative(),
    /** How many of the viewers most alike speak. */
    neighbours: z.int().positive(),
  }),
]);
type Header = z.infer<typeof headerSchema>;

/** For each item, the items that one who liked it is drawn to: rows `offsets[i]` up to `offsets[i + 1]`. */
export type NeighbourModel = Omit<Extract<Header, { kind: 'neighbours' }>, 'edges'> & {
  /** [items], the order for a viewer of whom nothing is known; larger is better. */
  readonly popularity: Float32Array;
  /** [items + 1] */
  readonly offsets: Uint32Array;
  /** [edges], item indices */
  readonly neighbours: Uint32Array;
  /** [edges] */
  readonly weights: Float32Array;
};

/** For each item a vector: score = viewer vector . item vector. */
export type VectorModel = Omit<Extract<Header, { kind: 'vectors' }>, 'hasHistoryVectors'> & {
  readonly popularity: Float32Array;
  /** [items, dim], row-major */
  readonly vectors: Float32Array;
  /** [items, dim], or null where `vectors` serve for both */
  readonly historyVectors: Float32Array | null;
};

/** What some viewers, who are not named, turned to: rows `offsets[v]` up to `offsets[v + 1]`. */
export type ViewersModel = Omit<Extract<Header, { kind: 'viewers' }>, 'viewers' | 'edges'> & {
  readonly popularity: Float32Array;
  /** [viewers + 1] */
  readonly offsets: Uint32Array;
  /** [edges], item indices */
  readonly items: Uint32Array;
  /** [edges], positive */
  readonly values: Float32Array;
};

export type RetrievalModel = NeighbourModel | VectorModel | ViewersModel;

/** Bytes that are not a retrieval model, or one that contradicts itself. */
export class RetrievalModelError extends Error {}

/**
 * The bytes of a model: "PLRM", the header's length (uint32), the header as JSON padded by spaces to a
 * multiple of 4, then its arrays in order of declaration, 4 bytes a number, little-endian. Equal models have
 * equal bytes, so that a digest names one. Throws a RetrievalModelError on a model that `decode` would refuse.
 */
export function encodeRetrievalModel(model: RetrievalModel): Uint8Array {
  checkModel(model);
  const header = headerOf(model);
  const json = JSON.stringify(header);
  const bytes = new TextEncoder().encode(json);
  const headerLength = Math.ceil(bytes.length / 4) * 4;
  const arrays = arraysOf(model);
  const out = new Uint8Array(
    8 + headerLength + 4 * arrays.reduce((sum, array) => sum + array.length, 0),
  );
  out.set(MAGIC);
  new DataView(out.buffer).setUint32(4, headerLength, true);
  out.fill(SPACE, 8, 8 + headerLength);
  out.set(bytes, 8);
  let at = 8 + headerLength;
  for (const array of arrays) {
    out.set(new Uint8Array(array.buffer, array.byteOffset, array.byteLength), at);
    at += array.byteLength;
  }
  return out;
}

/** Throws a RetrievalModelError on anything that `encode` did not write. The arrays are copies. */
export function decodeRetrievalModel(bytes: Uint8Array): RetrievalModel {
  if (bytes.length < 8 || MAGIC.some((byte, i) => bytes[i] !== byte)) {
    throw new RetrievalModelError('these bytes are no retrieval model');
  }
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const headerLength = view.getUint32(4, true);
  if (8 + headerLength > bytes.length) throw new RetrievalModelError('the header is cut off');
  const { edges, hasHistoryVectors, viewers, ...header } = {
    edges: 0,
    hasHistoryVectors: false,
    viewers: 0,
    ...parseHeader(bytes.subarray(8, 8 + headerLength)),
  };
  const items = header.itemIds.length;
  let at = 8 + headerLength;
  const section = (length: number): ArrayBuffer => {
    const end = at + 4 * length;
    if (end > bytes.length) throw new RetrievalModelError('the numbers are cut off');
    // A Node buffer's own slice is no copy.
    const copy = new Uint8Array(bytes.subarray(at, end)).buffer;
    at = end;
    return copy;
  };
  const popularity = new Float32Array(section(items));
  const arraysOfKind = (): RetrievalModel => {
    switch (header.kind) {
      case 'neighbours':
        return {
          ...header,
          popularity,
          offsets: new Uint32Array(section(items + 1)),
          neighbours: new Uint32Array(section(edges)),
          weights: new Float32Array(section(edges)),
        };
      case 'viewers':
        return {
          ...header,
          popularity,
          offsets: new Uint32Array(section(viewers + 1)),
          items: new Uint32Array(section(edges)),
          values: new Float32Array(section(edges)),
        };
      case 'vectors':
        return {
          ...header,
          popularity,
          vectors: new Float32Array(section(items * header.dim)),
          historyVectors: hasHistoryVectors ? new Float32Array(section(items * header.dim)) : null,
        };
    }
  };
  const model = arraysOfKind();
  if (at !== bytes.length) throw new RetrievalModelError('bytes are left over');
  checkModel(model);
  return model;
}

const MAGIC = [0x50, 0x4c, 0x52, 0x4d];
const SPACE = 0x20;

function headerOf(model: RetrievalModel): Header {
  switch (model.kind) {
    case 'neighbours':
      return headerSchema.parse({ ...model, edges: model.neighbours.length });
    case 'viewers': {
      const counts = { viewers: model.offsets.length - 1, edges: model.items.length };
      return headerSchema.parse({ ...model, ...counts });
    }
    case 'vectors':
      return headerSchema.parse({ ...model, hasHistoryVectors: model.historyVectors !== null });
  }
}

function parseHeader(bytes: Uint8Array): Header {
  let json: unknown;
  try {
    json = JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes));
  } catch (cause) {
    throw new RetrievalModelError('the header is not JSON', { cause });
  }
  const parsed = headerSchema.safeParse(json);
  if (!parsed.success) throw new RetrievalModelError(z.prettifyError(parsed.error));
  return parsed.data;
}

function arraysOf(model: RetrievalModel): (Float32Array | Uint32Array)[] {
  if (model.kind === 'neighbours') {
    return [model.popularity, model.offsets, model.neighbours, model.weights];
  }
  if (model.kind === 'viewers') {
    return [model.popularity, model.offsets, model.items, model.values];
  }
  return [model.popularity, model.vectors, ...(model.historyVectors ? [model.historyVectors] : [])];
}

/** What a schema cannot say: lengths, order and ranges across arrays. */
function checkModel(model: RetrievalModel): void {
  const items = model.itemIds.length;
  const refuse = (what: string): never => {
    throw new RetrievalModelError(what);
  };
  if (new Set(model.itemIds).size !== items) refuse('an item is named twice');
  if (model.popularity.length !== items) refuse('popularity has another length than the items');
  for (const array of arraysOf(model)) {
    if (!array.every(Number.isFinite)) refuse('a number is not finite');
  }
  if (model.kind === 'vectors') {
    const { vectors, historyVectors, dim } = model;
    if (vectors.length !== items * dim || (historyVectors?.length ?? items * dim) !== items * dim) {
      refuse('the vectors have another length than items x dim');
    }
    if (!fitsFoldIn(model)) refuse('the fold-in has other lengths than the vectors');
    return;
  }
  const { offsets } = model;
  const isTable = model.kind === 'neighbours';
  const [targets, weights] = isTable
    ? [model.neighbours, model.weights]
    : [model.items, model.values];
  if (isTable && offsets.length !== items + 1) refuse('the offsets do not cover the items');
  if (offsets[0] !== 0 || offsets.at(-1) !== targets.length) {
    refuse('the offsets do not cover the neighbours');
  }
  if (offsets.some((offset, i) => i > 0 && offset < offsets[i - 1]!)) refuse('an offset descends');
  if (targets.some((item) => item >= items)) refuse('a neighbour is no item');
  if (weights.length !== targets.length) refuse('weights and neighbours differ in length');
  if (!isTable && !weights.every((value) => value > 0)) refuse('a value is not positive');
}

function fitsFoldIn({ foldIn, itemIds, dim }: VectorModel): boolean {
  if (foldIn.kind === 'nearest') return foldIn.squaredNorms.length === dim;
  if (foldIn.kind !== 'two-tower') return true;
  const { importance, wide, narrow, gain, offset } = foldIn;
  const width = wide.bias.length;
  return (
    importance.length === itemIds.length &&
    wide.weights.length === width * dim &&
    narrow.weights.length === width * dim &&
    [narrow.bias, gain, offset].every(({ length }) => length === dim)
  );
}
