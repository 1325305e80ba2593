import { createHash } from 'node:crypto';
import { fileTypeFromBuffer } from 'file-type';
import sharp, { type Metadata, type Sharp } from 'sharp';
import { CreativeError } from './creative-error.ts';
import { createGate } from './gate.ts';
import { IMAGE_LIMITS } from './limits.ts';

/** An image that is only pixels: re-encoded by us, without metadata, trailing bytes or second meanings. */
export type CheckedImage = {
  readonly bytes: Uint8Array;
  readonly contentType: 'image/png' | 'image/jpeg' | 'image/webp';
  readonly width: number;
  readonly height: number;
  readonly animated: boolean;
  /** sha256 (hex) of `bytes`. */
  readonly digest: string;
};

const ALLOWED = new Set(['image/png', 'image/jpeg', 'image/webp', 'image/gif']);
const gate = createGate(2, 32);

/**
 * Checks an upload by its content alone (names and declared types are the sender's) and re-encodes it:
 * upright, sRGB, scaled to fit; animations become WebP. SVG and everything else is refused.
 * @throws CreativeError naming the problem
 */
export async function checkImage(upload: Uint8Array): Promise<CheckedImage> {
  if (upload.byteLength === 0) throw new CreativeError('empty', 'The file is empty.');
  if (upload.byteLength > IMAGE_LIMITS.bytes) {
    const limit = IMAGE_LIMITS.bytes / 1024 / 1024;
    throw new CreativeError('too-large', `The file is larger than ${limit} MB.`);
  }
  const type = await fileTypeFromBuffer(upload.subarray(0, 4100)).catch(() => undefined);
  if (!type || !ALLOWED.has(type.mime)) {
    throw new CreativeError(
      'unsupported-type',
      'Only PNG, JPEG, WebP and GIF images are accepted.',
    );
  }
  return gate(() => reencode(upload));
}

async function reencode(upload: Uint8Array): Promise<CheckedImage> {
  // The header is judged before a single pixel is decoded, by limits of our own that name the figure.
  const metadata = await decoded(() => sharp(upload, { limitInputPixels: false }).metadata());
  assertWithinLimits(metadata);
  const animated = (metadata.pages ?? 1) > 1;
  const image = sharp(upload, {
    failOn: 'warning',
    limitInputPixels: IMAGE_LIMITS.pixels,
    animated,
  })
    .timeout({ seconds: IMAGE_LIMITS.timeoutSeconds })
    .autoOrient()
    .resize({
      width: IMAGE_LIMITS.storedSide,
      height: IMAGE_LIMITS.storedSide,
      fit: 'inside',
      withoutEnlargement: true,
    })
    .toColourspace('srgb');
  const { encoder, contentType } = encoding(image, metadata, animated);
  const { data, info } = await decoded(() => encoder.toBuffer({ resolveWithObject: true }));
  return {
    bytes: data,
    contentType,
    width: info.width,
    height: info.pageHeight ?? info.height,
    animated,
    digest: createHash('sha256').update(data).digest('hex'),
  };
}

function assertWithinLimits({ width, height, pages = 1, pageHeight }: Metadata): void {
  const frameHeight = pageHeight ?? height;
  const { minSide, maxSide, frames, pixels } = IMAGE_LIMITS;
  if (pages > frames) {
    throw new CreativeError(
      'too-many-frames',
      `An animation may have ${frames} frames, not ${pages}.`,
    );
  }
  if (Math.min(width, frameHeight) < minSide || Math.max(width, frameHeight) > maxSide) {
    throw new CreativeError(
      'dimensions',
      `Each side must be ${minSide} to ${maxSide} pixels; this is ${width} x ${frameHeight}.`,
    );
  }
  if (width * frameHeight * pages > pixels) {
    throw new CreativeError(
      'dimensions',
      `An image may have ${pixels / 1e6} megapixels in all; this is ${width} x ${frameHeight}, ${pages} frames.`,
    );
  }
}

function encoding(
  image: Sharp,
  { format, loop = 0 }: Metadata,
  animated: boolean,
): { encoder: Sharp; contentType: CheckedImage['contentType'] } {
  if (animated) {
    const times = Math.min(Math.max(loop, 0), 65_535);
    return { encoder: image.webp({ loop: times, quality: 80 }), contentType: 'image/webp' };
  }
  switch (format) {
    case 'jpeg':
      return { encoder: image.jpeg({ quality: 86 }), contentType: 'image/jpeg' };
    case 'webp':
      return { encoder: image.webp({ quality: 86 }), contentType: 'image/webp' };
    default:
      return { encoder: image.png({ compressionLevel: 8 }), contentType: 'image/png' };
  }
}

async function decoded<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (cause) {
    if (cause instanceof Error && /timeout/i.test(cause.message)) {
      throw new CreativeError('too-slow', 'The image takes too long to decode.', { cause });
    }
    throw new CreativeError('undecodable', 'The image is damaged or incomplete.', { cause });
  }
}
