import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import sharp from 'sharp';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { cosine } from '../src/content-encoder.ts';
import { fetchEncoder } from '../src/fetch-encoder.ts';
import { IMAGE_ENCODER } from '../src/image/image-encoder.ts';
import { type ImageEncoder, loadImageEncoder } from '../src/image/load-image-encoder.ts';
import { videoEncoder } from '../src/video/video-encoder.ts';

const FOLDER = fileURLToPath(new URL('../../../.data/encoders', import.meta.url));
const media = (name: string) => readFile(new URL(`../test/media/${name}`, import.meta.url));
let encoder: ImageEncoder;
beforeAll(async () => {
  encoder = await loadImageEncoder(IMAGE_ENCODER.name, await fetchEncoder(FOLDER, IMAGE_ENCODER));
}, 600_000);
afterAll(() => encoder?.dispose());

// Numbers of ImageNet's classes: 985 daisy (of the same family as the dahlia shown), 698 palace.
test('the real encoder sees in photographs what is in them', async () => {
  expect(await encoder.classify(await media('flower.jpg'))).toBe(985);
  expect(await encoder.classify(await media('china.jpg'))).toBe(698);
});

test('a photograph, its mirror image and a film of it lie together, another far away', async () => {
  const flower = await media('flower.jpg');
  const [whole, mirrored, other] = await encoder.encode([
    flower,
    await sharp(flower).flop().png().toBuffer(),
    await media('china.jpg'),
  ]);
  expect(cosine(whole!, mirrored!)).toBeGreaterThan(0.8);
  expect(cosine(whole!, other!)).toBeLessThan(0.4);
  const frames = await Promise.all(
    [0, 40].map((top) =>
      sharp(flower).extract({ left: 0, top, width: 200, height: 200 }).png().toBuffer(),
    ),
  );
  const film = await sharp(frames, { join: { animated: true } })
    .webp()
    .toBuffer();
  const [moving] = await videoEncoder(encoder).encode([film]);
  expect(cosine(moving!, whole!)).toBeGreaterThan(cosine(moving!, other!) + 0.3);
});
