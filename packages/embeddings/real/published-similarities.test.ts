import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { cosine } from '../src/content-encoder.ts';
import { fetchEncoder } from '../src/fetch-encoder.ts';
import { loadSentenceEncoder } from '../src/sentence/load-sentence-encoder.ts';
import { SENTENCE_ENCODER } from '../src/sentence/sentence-encoder.ts';

const FOLDER = fileURLToPath(new URL('../../../.data/encoders', import.meta.url));
let encoder: Awaited<ReturnType<typeof loadSentenceEncoder>>;

beforeAll(async () => {
  encoder = await loadSentenceEncoder(
    SENTENCE_ENCODER.name,
    await fetchEncoder(FOLDER, SENTENCE_ENCODER),
  );
}, 600_000);
afterAll(() => encoder?.dispose());

// https://sbert.net/docs/quickstart.html, three sentences and their similarities by this model.
test('the real encoder gives the similarities that its makers publish', async () => {
  const [weather, sunny, stadium] = await encoder.encode([
    'The weather is lovely today.',
    "It's so sunny outside!",
    'He drove to the stadium.',
  ]);
  expect(cosine(weather!, sunny!)).toBeCloseTo(0.666, 3);
  expect(cosine(weather!, stadium!)).toBeCloseTo(0.1046, 3);
  expect(cosine(sunny!, stadium!)).toBeCloseTo(0.1411, 3);
  expect(cosine(weather!, weather!)).toBeCloseTo(1, 5);
});

test('an ad lies nearer to what it is about than to what it is not', async () => {
  const [ad, alike, other] = await encoder.encode([
    'Trail running shoes with a grip for mud',
    'Footwear for muddy mountain paths',
    'A savings account with a fixed rate',
  ]);
  expect(cosine(ad!, alike!)).toBeGreaterThan(cosine(ad!, other!) + 0.3);
});
