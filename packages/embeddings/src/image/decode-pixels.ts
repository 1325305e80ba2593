import sharp from 'sharp';

/** A bomb is small in bytes and large in pixels. */
const MOST_PIXELS = 50_000_000;

/**
 * RGB pixels [side, side, 3] of an image: its largest square in the middle, over white where it is transparent.
 * @throws Error when the bytes are no image.
 */
export async function decodePixels(bytes: Uint8Array, side: number): Promise<Uint8Array> {
  const { data } = await sharp(bytes, { limitInputPixels: MOST_PIXELS })
    .flatten({ background: 'white' })
    .toColourspace('srgb')
    .resize(side, side, { fit: 'cover' })
    .removeAlpha()
    .raw()
    .toBuffer({ resolveWithObject: true });
  return data;
}
