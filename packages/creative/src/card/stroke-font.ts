/**
 * A small alphabet of strokes, 6 units high, y downwards: [advance, path]. Text is drawn rather than set, so
 * that a rendered card looks the same on a machine without a single font.
 */
const GLYPHS: Readonly<Record<string, readonly [number, string]>> = {
  A: [4, 'M0 6L2 0L4 6M.7 4H3.3'],
  B: [3.6, 'M2 3A1.5 1.5 0 0 0 2 0H0V6H2.1A1.5 1.5 0 0 0 2.1 3H0'],
  C: [4, 'M4 1.1A2.4 3 0 1 0 4 4.9'],
  D: [4, 'M0 0V6H1.4A2.6 3 0 0 0 1.4 0Z'],
  E: [3.1, 'M3.1 0H0V6H3.1M0 3H2.6'],
  F: [3.1, 'M3.1 0H0V6M0 3H2.6'],
  G: [4.3, 'M4 1.1A2.4 3 0 1 0 4.3 4.4V3.2H2.6'],
  H: [4, 'M0 0V6M4 0V6M0 3H4'],
  I: [0, 'M0 0V6'],
  J: [2.4, 'M2.4 0V4.6A1.2 1.4 0 0 1 0 4.8'],
  K: [3.8, 'M0 0V6M3.6 0L0 3.7M1.3 2.5L3.8 6'],
  L: [3, 'M0 0V6H3'],
  M: [5, 'M0 6V0L2.5 4L5 0V6'],
  N: [4, 'M0 6V0L4 6V0'],
  O: [4.8, 'M2.4 0A2.4 3 0 1 0 2.4 6A2.4 3 0 1 0 2.4 0Z'],
  P: [3.6, 'M0 6V0H2A1.6 1.6 0 0 1 2 3.2H0'],
  Q: [4.8, 'M2.4 0A2.4 3 0 1 0 2.4 6A2.4 3 0 1 0 2.4 0ZM3 4.3L4.6 6.2'],
  R: [3.7, 'M0 6V0H2A1.6 1.6 0 0 1 2 3.2H0M1.8 3.2L3.7 6'],
  S: [3.5, 'M3.3 1A1.7 1.4 0 0 0 1.8 0A1.6 1.5 0 0 0 1.8 3A1.6 1.5 0 0 1 1.8 6A1.8 1.4 0 0 1 0 5'],
  T: [4, 'M0 0H4M2 0V6'],
  U: [4, 'M0 0V4A2 2 0 0 0 4 4V0'],
  V: [4, 'M0 0L2 6L4 0'],
  W: [6, 'M0 0L1.5 6L3 1.4L4.5 6L6 0'],
  X: [4, 'M0 0L4 6M4 0L0 6'],
  Y: [4, 'M0 0L2 3L4 0M2 3V6'],
  Z: [4, 'M0 0H4L0 6H4'],
  0: [4, 'M2 0A2 3 0 1 0 2 6A2 3 0 1 0 2 0Z'],
  1: [1.4, 'M0 1.2L1.4 0V6'],
  2: [3.6, 'M0 1.5A1.8 1.5 0 1 1 3.2 2.6L0 6H3.6'],
  3: [3.4, 'M.1 .9A1.7 1.5 0 1 1 1.6 3A1.7 1.5 0 1 1 0 5.1'],
  4: [4, 'M3 6V0L0 4.2H4'],
  5: [3.6, 'M3.3 0H.4L.2 2.7A1.9 1.8 0 1 1 0 5.2'],
  6: [3.8, 'M3.1 .2A3.2 4 0 0 0 0 4.1A1.9 1.9 0 1 0 1.9 2.2A1.9 1.9 0 0 0 0 3.9'],
  7: [3.6, 'M0 0H3.6L1.2 6'],
  8: [
    3.6,
    'M1.8 0A1.5 1.4 0 1 0 1.8 2.8A1.5 1.4 0 1 0 1.8 0ZM1.8 2.8A1.8 1.6 0 1 0 1.8 6A1.8 1.6 0 1 0 1.8 2.8Z',
  ],
  9: [3.8, 'M.7 5.8A3.2 4 0 0 0 3.8 1.9A1.9 1.9 0 1 0 1.9 3.8A1.9 1.9 0 0 0 3.8 2.1'],
  '.': [0, 'M0 6V5.95'],
  ',': [0.3, 'M.3 5.7L0 6.8'],
  '!': [0, 'M0 0V4M0 6V5.95'],
  '?': [3.2, 'M0 1.4A1.6 1.5 0 1 1 2.4 2.7Q1.6 3.2 1.6 4.1M1.6 6V5.95'],
  '-': [2.2, 'M0 3.2H2.2'],
  '+': [3, 'M0 3.2H3M1.5 1.7V4.7'],
  "'": [0, 'M0 0V1.3'],
  ':': [0, 'M0 2V1.95M0 6V5.95'],
  '/': [2.4, 'M2.4 0L0 6'],
  '&': [4.4, 'M4.3 6L1 1.9A1.2 1.2 0 1 1 3 1.4Q2.8 2.3 1.2 3.1A1.6 1.6 0 0 0 1.8 6Q3.6 6 4.2 3.4'],
  '%': [
    4.6,
    'M1 0A1 1.2 0 1 0 1 2.4A1 1.2 0 1 0 1 0ZM3.6 3.6A1 1.2 0 1 0 3.6 6A1 1.2 0 1 0 3.6 3.6ZM4.2 0L.4 6',
  ],
  $: [
    3.5,
    'M3.3 1A1.7 1.4 0 0 0 1.8 0A1.6 1.5 0 0 0 1.8 3A1.6 1.5 0 0 1 1.8 6A1.8 1.4 0 0 1 0 5M1.8 -.9V6.9',
  ],
  '(': [1.4, 'M1.4 -.4Q-.6 3 1.4 6.4'],
  ')': [1.4, 'M0 -.4Q2 3 0 6.4'],
};
const SPACE = 2.2;
const GAP = 1.4;
/** What the alphabet lacks is shown as a box, as a font would. */
const UNKNOWN: readonly [number, string] = [3, 'M0 0H3V6H0Z'];

export const CAP_HEIGHT = 6;

/** Accents are dropped; the alphabet has capitals only. */
export function strokeText(text: string): { readonly width: number; readonly paths: string } {
  let x = 0;
  let paths = '';
  for (const character of text.normalize('NFD').replace(/\p{M}/gu, '').toUpperCase()) {
    if (/\s/.test(character)) {
      x += SPACE;
      continue;
    }
    const [advance, path] = GLYPHS[character] ?? UNKNOWN;
    paths += `<path transform="translate(${x.toFixed(2)} 0)" d="${path}"/>`;
    x += advance + GAP;
  }
  return { width: Math.max(0, x - GAP), paths };
}
