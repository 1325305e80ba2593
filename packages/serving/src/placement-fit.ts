import type { SnapshotAd, SnapshotPlacement } from '@placard/contracts';

/** Two shapes closer than this are scaled into one another without looking wrong. */
const ASPECT_TOLERANCE = 0.02;

/**
 * Why an ad may not show at a placement, or null when it may. Text and native adapt to their frame; an image
 * shows as it is when it fits inside, or scaled down when it has the frame's shape.
 */
export function adFit(
  { creative, categories }: Pick<SnapshotAd, 'creative' | 'categories'>,
  placement: SnapshotPlacement,
): string | null {
  if (!placement.formats.includes(creative.format)) return 'format';
  if (creative.format === 'image' && !imageFits(creative, placement)) return 'size';
  const blocked = placement.blockedCategories;
  return blocked.length > 0 && categories.some((category) => blocked.includes(category))
    ? 'blocked-category'
    : null;
}

function imageFits(
  image: { readonly width: number; readonly height: number },
  frame: { readonly width: number; readonly height: number },
): boolean {
  if (image.width <= frame.width && image.height <= frame.height) return true;
  const ratio = (image.width * frame.height) / (image.height * frame.width);
  return Math.abs(ratio - 1) <= ASPECT_TOLERANCE;
}
