import { decodeContentTable, encodeContentTable } from '@placard/contracts';
import { describe, expect, it } from 'vitest';
import { coOccurrence } from './co-occurrence.ts';
import type { MarketContents } from './content-input.ts';
import { decodeContentModel, encodeContentModel } from './content-model-file.ts';
import { contentTable } from './content-table.ts';
import { learnContent } from './learn-content.ts';
import { hashedNgrams } from './subwords.ts';
import { textEmbedder } from './text-model.ts';
import { vocabularyOf } from './vocabulary.ts';
import { positiveMutualInformation } from './word-vectors.ts';

const shop = [
  ['Red trail running shoes with grip', ['sport']],
  ['Light running shoes for the marathon', ['sport']],
  ['Marathon training plan and running socks', ['sport']],
  ['Trail socks with grip for hiking', ['sport']],
  ['Sharp kitchen knife of steel', ['cooking']],
  ['Steel pan and kitchen pot', ['cooking']],
  ['Pot, pan and knife for the kitchen', ['cooking']],
  ['A cookbook for your kitchen', ['cooking']],
] as const;

const contents: MarketContents = {
  ads: shop.map(([text, categories], i) => ({
    image: null,
    adId: `ad_${i}`,
    text,
    categories: [...categories],
  })),
  items: [{ itemId: 'itm_1', text: 'Hiking shoes', categories: [], image: null }],
  categories: ['cooking', 'sport'],
};
const request = {
  contents,
  trainedAtMs: 5,
  relearn: true,
  sentenceEncoder: null,
  imageEncoder: null,
  imagesFolder: null,
};
const model = await learnContent(request, null);
const embed = textEmbedder(model.text);
const alike = (a: string, b: string) => {
  const [x, y] = [a, b].map((text) => embed({ text, categories: [] }));
  return x!.reduce((sum, value, f) => sum + value * y![f]!, 0);
};

describe("vectors of a market's own text", () => {
  it('lie near where texts are about the same, though they share no word', () => {
    expect(alike('marathon', 'shoes')).toBeGreaterThan(alike('marathon', 'pan') + 0.2);
    expect(alike('cookbook', 'knife')).toBeGreaterThan(alike('cookbook', 'socks'));
  });

  it('place a word that was never seen by its letters', () => {
    expect(model.text.terms).not.toContain('kitchenware');
    expect(alike('kitchenware', 'knife')).toBeGreaterThan(alike('kitchenware', 'shoes') + 0.2);
    expect(embed({ text: 'ξψω', categories: [] })).toEqual(new Float32Array(model.text.dim));
  });

  it('learn alike from the same texts, and survive being stored', async () => {
    const bytes = encodeContentModel(model);
    expect(encodeContentModel(await learnContent(request, null))).toEqual(bytes);
    expect(encodeContentModel(decodeContentModel(bytes))).toEqual(bytes);
  });

  it('of a new ad need no learning anew, and leave those of the others as they were', () => {
    const before = contentTable(model, contents);
    const added = {
      adId: 'ad_new',
      text: 'Socks for a marathon',
      categories: ['sport'],
      image: null,
    };
    const after = contentTable(model, { ...contents, ads: [...contents.ads, added] });
    expect(after.spaces).toEqual(before.spaces);
    const [dim] = after.spaces.map((space) => space.dim) as [number];
    const known = dim * contents.ads.length;
    expect(after.vectors[0]!.subarray(0, known)).toEqual(before.vectors[0]!.subarray(0, known));
    expect(decodeContentTable(encodeContentTable(after))).toEqual(after);
  });
});

it('who stands beside whom is counted within the window, and of categories within the document', () => {
  const documents = [{ words: ['a', 'b', 'a'], categories: ['#x'] }];
  const { index } = vocabularyOf([['a', 'a', 'b', '#x']], 10);
  const { offsets, columns, values } = coOccurrence(documents, index);
  const counted = Object.fromEntries(
    ['a', '#x', 'b'].map((term, row) => [
      term,
      Object.fromEntries(
        [...columns.subarray(offsets[row], offsets[row + 1])].map((column, e) => [
          ['a', '#x', 'b'][column],
          values[offsets[row]! + e],
        ]),
      ),
    ]),
  );
  // a-b twice; a-a once, counted from both sides; x beside both a and the b.
  expect(counted).toEqual({
    a: { a: 2, '#x': 2, b: 2 },
    '#x': { a: 2, b: 1 },
    b: { a: 2, '#x': 1 },
  });
});

it('mutual information agrees with a case worked by hand', () => {
  // Counts 3 of (0, 1), 1 of (0, 0): contexts 4^.75 and 3^.75.
  const counts = {
    rowCount: 2,
    columnCount: 2,
    offsets: Int32Array.of(0, 2, 3),
    columns: Int32Array.of(0, 1, 0),
    values: Float32Array.of(1, 3, 3),
  };
  const { values } = positiveMutualInformation(counts);
  const [zero, one] = [4 ** 0.75, 3 ** 0.75];
  const of = (count: number, word: number, context: number) =>
    Math.max(0, Math.log((count * (zero + one)) / (word * context)));
  [of(1, 4, zero), of(3, 4, one), of(3, 3, zero)].forEach((expected, i) => {
    expect(values[i]).toBeCloseTo(expected, 6);
  });
});

it('n-grams mark the ends of a word', () => {
  // <at>: <at, at>, <at>
  expect(hashedNgrams('at')).toHaveLength(3);
  expect(new Set(hashedNgrams('at').concat(hashedNgrams('bat'))).size).toBeGreaterThan(6);
});
