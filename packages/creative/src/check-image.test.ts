import { createHash } from 'node:crypto';
import { deflateSync, gzipSync } from 'node:zlib';
import sharp from 'sharp';
import { expect, test } from 'vitest';
import { checkImage } from './check-image.ts';
import { CreativeError } from './creative-error.ts';
import { IMAGE_LIMITS } from './limits.ts';

const picture = (width = 64, height = 48) =>
  sharp({ create: { width, height, channels: 3, background: '#3366cc' } });

async function problemOf(bytes: Uint8Array): Promise<string> {
  try {
    await checkImage(bytes);
    return 'accepted';
  } catch (error) {
    if (error instanceof CreativeError) return error.problem;
    throw error;
  }
}

function crc32(bytes: Buffer): number {
  let crc = ~0;
  for (const byte of bytes) {
    crc ^= byte;
    for (let k = 0; k < 8; k += 1) crc = (crc >>> 1) ^ (0xedb88320 & -(crc & 1));
  }
  return ~crc >>> 0;
}

function pngChunk(type: string, data: Buffer): Buffer {
  const body = Buffer.concat([Buffer.from(type, 'latin1'), data]);
  const chunk = Buffer.alloc(body.length + 8);
  chunk.writeUInt32BE(data.length, 0);
  body.copy(chunk, 4);
  chunk.writeUInt32BE(crc32(body), body.length + 4);
  return chunk;
}

/** A one-bit PNG of one colour: a few kilobytes that decode into a billion pixels. */
function pngBomb(side: number): Buffer {
  const header = Buffer.alloc(13);
  header.writeUInt32BE(side, 0);
  header.writeUInt32BE(side, 4);
  header[8] = 1;
  const rows = deflateSync(Buffer.alloc((side / 8 + 1) * side), { level: 9 });
  return Buffer.concat([
    Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]),
    pngChunk('IHDR', header),
    pngChunk('IDAT', rows),
    pngChunk('IEND', Buffer.alloc(0)),
  ]);
}

/** A GIF whose frames are one pixel repeated. */
function gifOf(frames: number, side = 16): Buffer {
  const size = Buffer.alloc(4);
  size.writeUInt16LE(side, 0);
  size.writeUInt16LE(side, 2);
  const head = Buffer.concat([
    Buffer.from('GIF89a', 'latin1'),
    size,
    Buffer.from([0x80, 0, 0, 0xff, 0, 0, 0, 0, 0xff]),
  ]);
  const control = Buffer.from([0x21, 0xf9, 0x04, 0x04, 0x05, 0x00, 0x00, 0x00]);
  const frame = Buffer.concat([
    control,
    Buffer.from([0x2c, 0, 0, 0, 0, 1, 0, 1, 0, 0, 0x02, 0x02, 0x44, 0x01, 0x00]),
  ]);
  return Buffer.concat([head, ...Array.from({ length: frames }, () => frame), Buffer.from([0x3b])]);
}

test('each format is accepted, named by what is stored, and hashed', async () => {
  for (const format of ['png', 'jpeg', 'webp', 'gif'] as const) {
    const checked = await checkImage(await picture().toFormat(format).toBuffer());
    const expected = format === 'gif' ? 'image/png' : `image/${format}`;
    expect(checked).toMatchObject({
      contentType: expected,
      width: 64,
      height: 48,
      animated: false,
    });
    expect(checked.digest).toBe(createHash('sha256').update(checked.bytes).digest('hex'));
  }
});

test('SVG is refused, whatever it carries, at once', async () => {
  const laughs = `<!DOCTYPE svg [<!ENTITY a "lol">${[...'bcdefghij']
    .map((name, i) => `<!ENTITY ${name} "${`&${'abcdefghi'[i]};`.repeat(10)}">`)
    .join('')}]>`;
  for (const svg of [
    '<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>',
    '<svg xmlns="http://www.w3.org/2000/svg"><image href="http://169.254.169.254/"/></svg>',
    `<?xml version="1.0"?>${laughs}<svg xmlns="http://www.w3.org/2000/svg"><text>&j;</text></svg>`,
  ]) {
    expect(await problemOf(Buffer.from(svg))).toBe('unsupported-type');
    expect(await problemOf(gzipSync(svg))).toBe('unsupported-type');
  }
});

test('what is no image is refused by its first bytes, whatever its name said', async () => {
  const samples: Record<string, Buffer> = {
    html: Buffer.from('<!doctype html><script>alert(1)</script>'),
    pdf: Buffer.from('%PDF-1.7\n1 0 obj\n'),
    zip: Buffer.from('504b0304140000000800', 'hex'),
    eps: Buffer.from('%!PS-Adobe-3.0 EPSF-3.0\n'),
    psd: Buffer.from('384250530001000000000000', 'hex'),
    mvg: Buffer.from('push graphic-context\nviewbox 0 0 640 480\nimage over 0,0 0,0 "http://x/"'),
    heic: Buffer.from('000000186674797068656963000000006d696631', 'hex'),
    bmp: Buffer.from('424d460000000000000036000000', 'hex'),
    tiff: await picture().tiff().toBuffer(),
    avif: await picture().avif({ effort: 0 }).toBuffer(),
    noise: Buffer.from([0, 1, 2, 3, 4, 5, 6, 7]),
  };
  for (const [name, bytes] of Object.entries(samples)) {
    expect(await problemOf(bytes), name).toBe('unsupported-type');
  }
  expect(await problemOf(Buffer.alloc(0))).toBe('empty');
});

test('a bomb is refused from its header, without its memory', async () => {
  const bomb = pngBomb(30_000);
  expect(bomb.length).toBeLessThan(IMAGE_LIMITS.bytes);
  await checkImage(await picture().png().toBuffer());
  const before = process.memoryUsage().rss;
  const startedMs = performance.now();
  expect(await problemOf(bomb)).toBe('dimensions');
  expect(performance.now() - startedMs).toBeLessThan(1_000);
  expect(process.memoryUsage().rss - before).toBeLessThan(50 * 1024 * 1024);
});

test('pixels of all frames together are counted', async () => {
  const side = 1_024;
  const frames = Math.ceil(IMAGE_LIMITS.pixels / (side * side)) + 1;
  expect(frames).toBeLessThan(IMAGE_LIMITS.frames);
  expect(await problemOf(gifOf(frames, side))).toBe('dimensions');
});

test('a GIF of ten thousand frames is refused; a short one becomes an animated WebP', async () => {
  expect(await problemOf(gifOf(10_000))).toBe('too-many-frames');
  const short = await checkImage(gifOf(3));
  expect(short).toMatchObject({ contentType: 'image/webp', width: 16, height: 16 });
});

test('a file too large or too small is refused with the figure', async () => {
  expect(await problemOf(Buffer.alloc(IMAGE_LIMITS.bytes + 1))).toBe('too-large');
  expect(await problemOf(await picture(8, 200).png().toBuffer())).toBe('dimensions');
  await expect(checkImage(await picture(8, 200).png().toBuffer())).rejects.toThrow('8 x 200');
});

test('a large picture is scaled to fit', async () => {
  const { width, height } = await checkImage(await picture(4_000, 1_000).jpeg().toBuffer());
  expect([width, height]).toEqual([2_048, 512]);
});

test('a truncated or garbled image is refused', async () => {
  const noise = await sharp({
    create: {
      width: 300,
      height: 300,
      channels: 3,
      background: '#fff',
      noise: { type: 'gaussian', mean: 128, sigma: 40 },
    },
  })
    .jpeg()
    .toBuffer();
  expect(await problemOf(noise.subarray(0, noise.length / 2))).toBe('undecodable');
  const png = await picture().png().toBuffer();
  expect(await problemOf(png.subarray(0, 60))).toBe('undecodable');
});

test('metadata, second meanings and trailing bytes are gone', async () => {
  const secret = 'GPS-and-<script>alert(1)</script>';
  const withExif = await picture()
    .withExif({ IFD0: { ImageDescription: secret, Copyright: '<?php system($_GET[0]); ?>' } })
    .withXmp(`<x:xmpmeta xmlns:x="adobe:ns:meta/">${'<a>x</a>'}</x:xmpmeta>`)
    .jpeg()
    .toBuffer();
  const png = await picture().png().toBuffer();
  const text = pngChunk('tEXt', Buffer.from(`Comment\0${secret}`));
  const pngWithText = Buffer.concat([png.subarray(0, 33), text, png.subarray(33)]);
  const trailing = Buffer.concat([png, Buffer.from('504b0304', 'hex'), Buffer.from(secret)]);
  const polyglot = Buffer.concat([
    Buffer.from([0xff, 0xd8, 0xff, 0xfe, 0x00, 0x28]),
    Buffer.from('<script>alert(document.domain)</script>'.slice(0, 38).padEnd(38)),
    (await picture().jpeg().toBuffer()).subarray(2),
  ]);
  for (const upload of [withExif, pngWithText, trailing, polyglot]) {
    expect(/script|php|xmpmeta/.test(upload.toString('latin1'))).toBe(true);
    const { bytes } = await checkImage(upload);
    expect(Buffer.from(bytes).toString('latin1')).not.toMatch(/script|php|xmpmeta|GPS-and/);
    const { exif, xmp, icc, iptc } = await sharp(bytes).metadata();
    expect([exif, xmp, icc, iptc]).toEqual([undefined, undefined, undefined, undefined]);
  }
});

test('orientation is applied, and print colours become sRGB', async () => {
  const turned = await checkImage(
    await picture(64, 48).withMetadata({ orientation: 6 }).jpeg().toBuffer(),
  );
  expect([turned.width, turned.height]).toEqual([48, 64]);
  const cmyk = await checkImage(await picture().toColourspace('cmyk').jpeg().toBuffer());
  expect((await sharp(cmyk.bytes).metadata()).space).toBe('srgb');
  const deep = await checkImage(await picture().toColourspace('rgb16').png().toBuffer());
  expect((await sharp(deep.bytes).metadata()).depth).toBe('uchar');
});

test('a thousand uploads at once are bounded: some wait, the rest are turned away', async () => {
  const bytes = await picture(600, 500).png().toBuffer();
  const outcomes = await Promise.all(Array.from({ length: 1_000 }, () => problemOf(bytes)));
  const accepted = outcomes.filter((outcome) => outcome === 'accepted').length;
  expect(accepted).toBeGreaterThanOrEqual(34);
  expect(outcomes.filter((outcome) => outcome === 'busy')).toHaveLength(1_000 - accepted);
  expect(await problemOf(bytes)).toBe('accepted');
});
