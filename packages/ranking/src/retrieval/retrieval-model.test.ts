import {
  decodeRetrievalModel,
  encodeRetrievalModel,
  type RetrievalModel,
  RetrievalModelError,
} from '@placard/contracts';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

const finite = fc.float({ noNaN: true, noDefaultInfinity: true });
const floats = (length: number) =>
  fc.array(finite, { minLength: length, maxLength: length }).map((list) => Float32Array.from(list));
const base = fc.record({
  method: fc.string({ minLength: 1 }),
  trainedAtMs: fc.nat(),
  itemIds: fc.uniqueArray(fc.string({ minLength: 1, unit: 'binary' }), {
    minLength: 1,
    maxLength: 8,
  }),
  recencyDecay: fc.constantFrom(1, 0.9, 0.5),
});

const neighbourModel: fc.Arbitrary<RetrievalModel> = base.chain((header) => {
  const n = header.itemIds.length;
  return fc
    .record({
      popularity: floats(n),
      rows: fc.array(fc.array(fc.tuple(fc.nat(n - 1), finite), { maxLength: 4 }), {
        minLength: n,
        maxLength: n,
      }),
    })
    .map(({ popularity, rows }) => ({
      ...header,
      formatVersion: 1 as const,
      kind: 'neighbours' as const,
      popularity,
      offsets: Uint32Array.from({ length: n + 1 }, (_, i) => rows.slice(0, i).flat().length),
      neighbours: Uint32Array.from(rows.flat(), ([to]) => to),
      weights: Float32Array.from(rows.flat(), ([, weight]) => weight),
    }));
});

const vectorModel: fc.Arbitrary<RetrievalModel> = fc
  .tuple(base, fc.integer({ min: 1, max: 5 }))
  .chain(([header, dim]) => {
    const n = header.itemIds.length;
    return fc.record({
      ...Object.fromEntries(
        Object.entries(header).map(([key, value]) => [key, fc.constant(value)]),
      ),
      formatVersion: fc.constant(1 as const),
      kind: fc.constant('vectors' as const),
      dim: fc.constant(dim),
      foldIn: fc.constantFrom(
        { kind: 'sum' as const },
        { kind: 'mean' as const },
        { kind: 'ridge' as const, confidence: 2, penalty: 0.5 },
      ),
      popularity: floats(n),
      vectors: floats(n * dim),
      historyVectors: fc.option(floats(n * dim)),
    }) as fc.Arbitrary<RetrievalModel>;
  });

describe('the bytes of a retrieval model', () => {
  it('give the model back, and the same bytes again', () => {
    fc.assert(
      fc.property(fc.oneof(neighbourModel, vectorModel), (model) => {
        const bytes = encodeRetrievalModel(model);
        const read = decodeRetrievalModel(bytes);
        expect(read).toEqual(model);
        expect(encodeRetrievalModel(read)).toEqual(bytes);
        // What a file read gives lies in a pool of its own, and slices without copying.
        expect(decodeRetrievalModel(Buffer.from(bytes))).toEqual(model);
      }),
    );
  });

  it('are read from the middle of a larger buffer', () => {
    fc.assert(
      fc.property(neighbourModel, fc.integer({ min: 1, max: 9 }), (model, shift) => {
        const bytes = encodeRetrievalModel(model);
        const larger = new Uint8Array(bytes.length + shift);
        larger.set(bytes, shift);
        expect(decodeRetrievalModel(larger.subarray(shift))).toEqual(model);
      }),
    );
  });

  it('are refused when cut, extended or changed into something that contradicts itself', () => {
    fc.assert(
      fc.property(fc.oneof(neighbourModel, vectorModel), fc.nat(), (model, at) => {
        const bytes = encodeRetrievalModel(model);
        const cut = bytes.slice(0, at % bytes.length);
        expect(() => decodeRetrievalModel(cut)).toThrow(RetrievalModelError);
        const longer = new Uint8Array(bytes.length + 4);
        longer.set(bytes);
        expect(() => decodeRetrievalModel(longer)).toThrow(RetrievalModelError);
        const changed = bytes.slice();
        changed[at % bytes.length]! ^= 0xff;
        try {
          const read = decodeRetrievalModel(changed);
          expect(encodeRetrievalModel(read).length).toBe(changed.length);
        } catch (error) {
          expect(error).toBeInstanceOf(RetrievalModelError);
        }
      }),
    );
  });

  it('are not written for a neighbour that is no item, or a number that is none', () => {
    const model = {
      formatVersion: 1,
      kind: 'neighbours',
      method: 'ease',
      trainedAtMs: 0,
      itemIds: ['a', 'b'],
      recencyDecay: 1,
      popularity: Float32Array.of(1, 2),
      offsets: Uint32Array.of(0, 1, 1),
      neighbours: Uint32Array.of(2),
      weights: Float32Array.of(1),
    } satisfies RetrievalModel;
    expect(() => encodeRetrievalModel(model)).toThrow(/neighbour is no item/);
    const valid = { ...model, neighbours: Uint32Array.of(1) };
    expect(() => encodeRetrievalModel(valid)).not.toThrow();
    expect(() => encodeRetrievalModel({ ...valid, weights: Float32Array.of(Number.NaN) })).toThrow(
      /finite/,
    );
    expect(() => encodeRetrievalModel({ ...valid, itemIds: ['a', 'a'] })).toThrow(/twice/);
  });
});
