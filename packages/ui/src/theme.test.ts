// @vitest-environment node
import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';

const css = readFileSync(new URL('./theme.css', import.meta.url), 'utf8');

function tokens(selector: string): Map<string, string> {
  const start = css.indexOf(`${selector} {`);
  const block = css.slice(start, css.indexOf('\n}', start));
  return new Map([...block.matchAll(/--([\w-]+): (#[0-9a-f]{6});/g)].map((m) => [m[1]!, m[2]!]));
}

function luminance(hex: string): number {
  const [r = 0, g = 0, b = 0] = [1, 3, 5].map((at) => {
    const channel = Number.parseInt(hex.slice(at, at + 2), 16) / 255;
    return channel <= 0.04045 ? channel / 12.92 : ((channel + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * r + 0.7152 * g + 0.0722 * b;
}

/** WCAG 2 contrast ratio of two sRGB colours. */
function contrast(a: string, b: string): number {
  const [light = 0, dark = 0] = [luminance(a), luminance(b)].sort((x, y) => y - x);
  return (light + 0.05) / (dark + 0.05);
}

const SURFACES = ['canvas', 'surface', 'surface-raised', 'surface-sunken', 'surface-hover'];
const TEXTS = ['text', 'text-muted', 'text-subtle'];
const TEXT_PAIRS = [
  ...TEXTS.flatMap((text) => SURFACES.map((surface) => [text, surface] as const)),
  ...['accent-text', 'positive-text', 'warning-text', 'danger-text'].flatMap((text) => [
    [text, 'surface'] as const,
    [text, 'canvas'] as const,
    [text, 'surface-hover'] as const,
    [text, text.replace('-text', '-soft')] as const,
  ]),
  ['on-accent', 'accent'],
  ['on-accent', 'accent-hover'],
  ['on-danger', 'danger'],
  ['on-danger', 'danger-hover'],
] as const;
const SHAPE_PAIRS = [
  ['border-control', 'surface'],
  ['border-control', 'canvas'],
  ['focus', 'surface'],
  ['focus', 'canvas'],
  ['focus', 'surface-sunken'],
  ...[1, 2, 3, 4, 5, 6].map((each) => [`chart-${each}`, 'surface'] as const),
  ...['positive', 'warning', 'danger', 'accent'].map((each) => [each, `${each}-soft`] as const),
] as const;

for (const [theme, selector] of [
  ['light', ':root'],
  ['dark', '[data-theme="dark"]'],
] as const) {
  describe(`the ${theme} theme`, () => {
    const colors = tokens(selector);
    const ratio = (front: string, back: string) =>
      contrast(colors.get(front) ?? missing(front), colors.get(back) ?? missing(back));

    test.each(TEXT_PAIRS)('%s is readable on %s (4.5:1)', (front, back) => {
      expect(ratio(front, back)).toBeGreaterThanOrEqual(4.5);
    });
    test.each(SHAPE_PAIRS)('%s stands out from %s (3:1)', (front, back) => {
      expect(ratio(front, back)).toBeGreaterThanOrEqual(3);
    });
  });
}

test('both themes define the same colour tokens', () => {
  expect([...tokens('[data-theme="dark"]').keys()]).toEqual([...tokens(':root').keys()]);
});

function missing(name: string): never {
  throw new Error(`theme.css has no token --${name}`);
}
