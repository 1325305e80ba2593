import { CAP_HEIGHT, strokeText } from './stroke-font.ts';

/** `scale`: pixels a unit of the alphabet. */
export type TextBlock = { readonly lines: readonly string[]; readonly scale: number };

const LINE_HEIGHT = CAP_HEIGHT * 1.6;
const MAX_LINES = 4;

/** The largest setting of `text` that fits the box, broken between words into at most four lines. */
export function fitText(text: string, box: { width: number; height: number }): TextBlock {
  const words = text.trim().split(/\s+/);
  let best: TextBlock = { lines: [], scale: 0 };
  for (let count = 1; count <= Math.min(words.length, MAX_LINES); count += 1) {
    const lines = balanced(words, count);
    const widest = Math.max(...lines.map((line) => strokeText(line).width), 1);
    const tall = LINE_HEIGHT * (lines.length - 1) + CAP_HEIGHT;
    const scale = Math.min(box.width / widest, box.height / tall);
    if (scale > best.scale) best = { lines, scale };
  }
  return best;
}

export const lineOffset = (index: number) => index * LINE_HEIGHT;

/** `count` lines of much the same length, words in order. */
function balanced(words: readonly string[], count: number): string[] {
  const target = words.join(' ').length / count;
  const lines: string[] = [];
  let line = '';
  for (const [index, word] of words.entries()) {
    const linesLeft = count - lines.length;
    const full = line.length + word.length / 2 > target || words.length - index < linesLeft;
    if (line !== '' && linesLeft > 1 && full) {
      lines.push(line);
      line = word;
    } else {
      line = line === '' ? word : `${line} ${word}`;
    }
  }
  return [...lines, line];
}
