import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';

export interface Sequences {
  readonly itemCount: number;
  /** Items of each viewer from 0, in time order. */
  readonly sequences: readonly Int32Array[];
  /** SHA-256 of the file, by which runs on it are kept apart from others. */
  readonly digest: string;
}

/**
 * A file of one viewer a line: viewer, then items from 1 in time order, as S3-Rec published them
 * (arXiv:2008.07873). Throws on anything else.
 */
export async function readSequences(folder: string, name: string): Promise<Sequences> {
  const text = await readFile(join(folder, `${name}.txt`), 'utf8');
  let itemCount = 0;
  const sequences = text
    .trim()
    .split('\n')
    .map((line, index) => {
      const [, ...items] = line.trim().split(' ').map(Number);
      if (items.length < 3 || items.some((item) => !Number.isInteger(item) || item < 1)) {
        throw new Error(`${name}.txt, line ${index + 1} is no viewer with three items or more`);
      }
      for (const item of items) itemCount = Math.max(itemCount, item);
      return Int32Array.from(items, (item) => item - 1);
    });
  return { itemCount, sequences, digest: createHash('sha256').update(text).digest('hex') };
}
