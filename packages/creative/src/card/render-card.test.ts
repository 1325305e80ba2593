import sharp from 'sharp';
import { expect, test } from 'vitest';
import { checkImage } from '../check-image.ts';
import { cardSvg, renderCard } from './render-card.ts';

const CARD = {
  headline: 'Fly to Zürich from $39',
  brand: 'Northwind',
  category: 'travel',
  width: 300,
  height: 250,
  seed: 1,
};

test('a card is a PNG of its size that passes as an upload', async () => {
  const checked = await checkImage(await renderCard(CARD));
  expect(checked).toMatchObject({ contentType: 'image/png', width: 300, height: 250 });
});

test('the same card is the same picture; another seed or category another', async () => {
  const [once, again, seed, category] = await Promise.all(
    [CARD, CARD, { ...CARD, seed: 2 }, { ...CARD, category: 'food' }].map(renderCard),
  );
  expect(Buffer.from(once!).equals(Buffer.from(again!))).toBe(true);
  expect(Buffer.from(once!).equals(Buffer.from(seed!))).toBe(false);
  expect(Buffer.from(once!).equals(Buffer.from(category!))).toBe(false);
});

test('the words are really there: white strokes on a dark ground, without any font', async () => {
  expect(cardSvg(CARD)).not.toMatch(/<text|font/);
  const white = async (headline: string) => {
    const pixels = await sharp(await renderCard({ ...CARD, headline, brand: '' }))
      .extract({ left: 0, top: 0, width: 200, height: 125 })
      .greyscale()
      .raw()
      .toBuffer();
    return pixels.filter((value) => value > 235).length;
  };
  expect(await white('Fly to Rome')).toBeGreaterThan((await white('')) + 500);
});

test('no text of a caller enters the markup', () => {
  const svg = cardSvg({
    ...CARD,
    headline: '"><script>',
    brand: '&lt;x',
    category: '<image href="http://x"/>',
  });
  expect(svg).not.toMatch(/script|&lt;|image/i);
});

test('cards of any size render', async () => {
  for (const [width, height] of [
    [728, 90],
    [160, 600],
    [1200, 628],
    [16, 16],
  ] as const) {
    const { info } = await sharp(await renderCard({ ...CARD, width, height })).toBuffer({
      resolveWithObject: true,
    });
    expect([info.width, info.height]).toEqual([width, height]);
  }
});
