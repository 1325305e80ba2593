import type { ContentEncoder } from '@placard/embeddings';
import { expect, test } from 'vitest';
import { encodeContents, encodedSource } from './encoded-contents.ts';

/** Letters as coordinates, of length 1: what is alike shares letters. */
function lettersEncoder(): ContentEncoder<string> & { readonly asked: string[] } {
  const asked: string[] = [];
  return {
    name: 'letters',
    dim: 26,
    asked,
    encode: async (texts) => {
      asked.push(...texts);
      return texts.map((text) => {
        const counts = new Float32Array(26);
        for (const letter of text) counts[letter.charCodeAt(0) - 97]! += 1;
        const length = Math.hypot(...counts);
        return counts.map((count) => count / length);
      });
    },
    dispose: async () => undefined,
  };
}
const wanted = (...texts: string[]) => new Map(texts.map((text) => [text, text]));
const cosines = ({ keys, vectors, dim }: Awaited<ReturnType<typeof encodeContents>>) =>
  keys.map((_, i) =>
    keys.map((__, j) => {
      let sum = 0;
      for (let f = 0; f < dim; f++) sum += vectors[i * dim + f]! * vectors[j * dim + f]!;
      return sum;
    }),
  );

test('the projection of few contents keeps every cosine', async () => {
  const encoder = lettersEncoder();
  const texts = ['shoes', 'hose', 'knife', 'fin'];
  const encoded = await encodeContents(encoder, wanted(...texts), null);
  expect(encoded.dim).toBe(4);
  const raw = await encoder.encode(texts);
  cosines(encoded).forEach((row, i) => {
    row.forEach((cosine, j) => {
      const before = raw[i]!.reduce((sum, value, f) => sum + value * raw[j]![f]!, 0);
      expect(cosine).toBeCloseTo(before, 5);
    });
  });
});

test('only what is new is encoded, in the space of what is known; what is gone is left out', async () => {
  const encoder = lettersEncoder();
  const first = await encodeContents(encoder, wanted('shoes', 'hose', 'knife'), null);
  encoder.asked.length = 0;
  const second = await encodeContents(encoder, wanted('knife', 'shoe', 'shoes'), first);
  expect(encoder.asked).toEqual(['shoe']);
  expect(second.keys).toEqual(['knife', 'shoe', 'shoes']);
  expect(encodedSource(second)).toBe(encodedSource(first));
  const vector = (encoded: typeof first, key: string) => {
    const at = encoded.keys.indexOf(key) * encoded.dim;
    return encoded.vectors.subarray(at, at + encoded.dim);
  };
  expect(vector(second, 'shoes')).toEqual(vector(first, 'shoes'));
  expect(cosines(second)[1]![2]).toBeGreaterThan(cosines(second)[1]![0]!);
});

test('vectors of another encoder are not gone on from', async () => {
  const encoder = lettersEncoder();
  const first = await encodeContents(encoder, wanted('shoes', 'hose'), null);
  const other = await encodeContents({ ...encoder, name: 'other' }, wanted('shoes', 'hose'), first);
  expect(encoder.asked).toHaveLength(4);
  expect(encodedSource(other)).not.toBe(encodedSource(first));
});
