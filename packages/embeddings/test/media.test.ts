import { readFile } from 'node:fs/promises';
import sharp from 'sharp';
import { expect, test } from 'vitest';
import { logMel, MEL_BANDS, transform } from '../src/audio/log-mel.ts';
import { readWave } from '../src/audio/read-wave.ts';
import {
  audioEncoder,
  classicalImageEncoder,
  cosine,
  EncoderRefused,
  videoEncoder,
} from '../src/index.ts';

const media = (name: string) => readFile(new URL(`media/${name}`, import.meta.url));
const [flower, china, pluck] = await Promise.all(
  ['flower.jpg', 'china.jpg', 'pluck.wav'].map(media),
);
const images = classicalImageEncoder();

test('a photograph lies near its own cut, and far from another', async () => {
  const cut = await sharp(flower).extract({ left: 20, top: 20, width: 370, height: 370 }).png();
  const [whole, part, other] = await images.encode([flower!, await cut.toBuffer(), china!]);
  expect(cosine(whole!, part!)).toBeGreaterThan(0.85);
  expect(cosine(whole!, other!)).toBeLessThan(cosine(whole!, part!) - 0.15);
  expect(cosine(whole!, whole!)).toBeCloseTo(1, 5);
});

test('an image of one colour has colours and no edges', async () => {
  const red = sharp({ create: { width: 9, height: 9, channels: 3, background: 'red' } });
  const [vector] = await images.encode([await red.png().toBuffer()]);
  // Red is level 3 of 4, green and blue 0: colour (3 x 4 + 0) x 4 + 0.
  expect(vector![48]).toBeCloseTo(Math.SQRT1_2, 5);
  expect(vector!.filter((value) => value !== 0)).toHaveLength(1);
});

test('bytes that are no image, or too many pixels, are refused', async () => {
  await expect(images.encode([Buffer.from('no image')])).rejects.toThrow();
  const huge = sharp({ create: { width: 7_100, height: 7_100, channels: 3, background: 'red' } });
  await expect(images.encode([await huge.png().toBuffer()])).rejects.toThrow(/pixel limit/);
});

test('a moving picture lies near what it shows, frame by frame', async () => {
  const frames = await Promise.all(
    [0, 40, 80].map((left) =>
      sharp(flower).extract({ left, top: 0, width: 330, height: 330 }).png().toBuffer(),
    ),
  );
  const film = await sharp(frames, { join: { animated: true } })
    .gif()
    .toBuffer();
  const [moving] = await videoEncoder(images).encode([film]);
  const [still, other] = await images.encode([flower!, china!]);
  expect(cosine(moving!, still!)).toBeGreaterThan(cosine(moving!, other!) + 0.15);
  const [single] = await videoEncoder(images).encode([flower!]);
  expect(cosine(single!, still!)).toBeCloseTo(1, 2);
});

test('a sound lies near itself played softer, and far from noise', async () => {
  const { samples, samplesPerSecond } = readWave(pluck!);
  const noise = samples.map((_, i) => Math.sin(i * i) * 0.1);
  const [whole, soft, other] = await audioEncoder().encode([
    pluck!,
    wave(
      samples.map((value) => value / 4),
      samplesPerSecond,
    ),
    wave(noise, samplesPerSecond),
  ]);
  expect(cosine(whole!, soft!)).toBeGreaterThan(0.95);
  expect(cosine(whole!, other!)).toBeLessThan(0.5);
});

test('a tone sounds in its mel band alone', () => {
  const tone = Float32Array.from({ length: 16_000 }, (_, i) =>
    Math.sin((2 * Math.PI * 1_000 * i) / 16_000),
  );
  const frames = logMel({ samples: tone, samplesPerSecond: 16_000 });
  expect(frames).toHaveLength(98);
  // 1,000 Hz is 1,000 mel; bands lie evenly from 60 Hz to 8,000 Hz.
  const mel = (hz: number) => 2595 * Math.log10(1 + hz / 700);
  const band = Math.round(((mel(1_000) - mel(60)) / (mel(8_000) - mel(60))) * (MEL_BANDS + 1)) - 1;
  const loudest = frames[5]!.indexOf(Math.max(...frames[5]!));
  expect(loudest).toBe(band);
});

test('the transform is the sum that defines it', () => {
  const real = Float64Array.from({ length: 16 }, (_, i) => Math.sin(3 * i) + i / 7);
  const imaginary = new Float64Array(16);
  const before = real.slice();
  transform(real, imaginary);
  for (let k = 0; k < 16; k++) {
    let [re, im] = [0, 0];
    before.forEach((value, n) => {
      re += value * Math.cos((2 * Math.PI * k * n) / 16);
      im -= value * Math.sin((2 * Math.PI * k * n) / 16);
    });
    expect(real[k]).toBeCloseTo(re, 9);
    expect(imaginary[k]).toBeCloseTo(im, 9);
  }
});

test('bytes that are no sound are refused', async () => {
  for (const bytes of [
    Buffer.from('RIFF'),
    flower!,
    pluck!.subarray(0, 43),
    wave(new Float32Array(3), 8_000),
  ]) {
    await expect(audioEncoder().encode([bytes])).rejects.toThrow(EncoderRefused);
  }
});

/** A WAV file of one channel. */
function wave(samples: Float32Array, samplesPerSecond: number): Uint8Array {
  const bytes = Buffer.alloc(44 + 2 * samples.length);
  bytes.write('RIFF', 0);
  bytes.writeUInt32LE(bytes.length - 8, 4);
  bytes.write('WAVEfmt ', 8);
  bytes.writeUInt32LE(16, 16);
  bytes.writeUInt16LE(1, 20);
  bytes.writeUInt16LE(1, 22);
  bytes.writeUInt32LE(samplesPerSecond, 24);
  bytes.writeUInt32LE(2 * samplesPerSecond, 28);
  bytes.writeUInt16LE(2, 32);
  bytes.writeUInt16LE(16, 34);
  bytes.write('data', 36);
  bytes.writeUInt32LE(2 * samples.length, 40);
  samples.forEach((value, i) => {
    bytes.writeInt16LE(Math.round(value * 32_767), 44 + 2 * i);
  });
  return bytes;
}
