import { type Random, seededRandom } from '@placard/domain';
import sharp from 'sharp';
import { fitText, lineOffset } from './fit-text.ts';
import { drawMotif } from './motif.ts';
import { CAP_HEIGHT, strokeText } from './stroke-font.ts';

export type Card = {
  /** Empty for a picture without words, such as a native creative whose headline the page sets. */
  readonly headline: string;
  readonly brand: string;
  /** Decides hue and motif: cards of one category belong together. */
  readonly category: string;
  /** Pixels. */
  readonly width: number;
  readonly height: number;
  /** Varies cards of one category; the same card is always the same picture. */
  readonly seed: number;
};

type Box = { x: number; y: number; width: number; height: number };

/** A plain, real-looking creative for demonstrations, as PNG bytes. */
export async function renderCard(card: Card): Promise<Uint8Array> {
  return sharp(Buffer.from(cardSvg(card)))
    .png({ palette: true, quality: 90 })
    .toBuffer();
}

/** All of the markup is ours: words become strokes, and no text of a caller enters it. */
export function cardSvg({ headline, brand, category, width, height, seed }: Card): string {
  const kind = hashOf(category);
  const random = seededRandom(kind ^ seed);
  const pad = Math.round(Math.min(width, height) * 0.09);
  const across = { x: pad, width: width - 2 * pad };
  return `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}">
${background(kind, random)}
${drawMotif(kind >>> 9, { width, height }, random)}
${headlineStrokes(headline, { ...across, y: pad * 1.4, height: height * 0.5 })}
${brandStrokes(brand, { ...across, y: height - pad * 1.9, height: height * 0.055 })}
</svg>`;
}

/** Dark enough for white words anywhere. */
function background(kind: number, random: Random): string {
  const hue = (kind % 360) + (random() - 0.5) * 36;
  const second = hue + 25 + 40 * random();
  return `<defs><linearGradient id="g" x1="0" y1="0" x2="1" y2="1">
<stop offset="0" stop-color="${hsl(hue, 62, 36)}"/><stop offset="1" stop-color="${hsl(second, 70, 22)}"/>
</linearGradient></defs><rect width="100%" height="100%" fill="url(#g)"/>`;
}

function headlineStrokes(headline: string, box: Box): string {
  if (headline.trim() === '') return '';
  const fitted = fitText(headline, box);
  const scale = Math.min(fitted.scale, box.height / (CAP_HEIGHT * 2.5));
  const lines = fitted.lines.map(
    (line, index) =>
      `<g transform="translate(0 ${lineOffset(index).toFixed(2)})">${strokeText(line).paths}</g>`,
  );
  return strokes(lines.join(''), box, scale, 0.95);
}

function brandStrokes(brand: string, box: Box): string {
  const { width, paths } = strokeText(brand);
  if (width === 0) return '';
  return strokes(paths, box, Math.min(box.height / CAP_HEIGHT, box.width / width), 0.8);
}

function strokes(paths: string, { x, y }: Box, scale: number, weight: number): string {
  const place = `translate(${x.toFixed(1)} ${y.toFixed(1)}) scale(${scale.toFixed(3)})`;
  const pen = `fill="none" stroke="#fff" stroke-width="${weight}" stroke-linecap="round" stroke-linejoin="round"`;
  return `<g transform="${place}" ${pen}>${paths}</g>`;
}

function hsl(hue: number, saturation: number, lightness: number): string {
  return `hsl(${Math.round(((hue % 360) + 360) % 360)},${saturation}%,${lightness}%)`;
}

/** FNV-1a, 32 bits: spreads category names over hues and motifs. */
function hashOf(text: string): number {
  let hash = 0x811c9dc5;
  for (const character of text.toLowerCase()) {
    hash = Math.imul(hash ^ character.codePointAt(0)!, 0x01000193) >>> 0;
  }
  return hash;
}
