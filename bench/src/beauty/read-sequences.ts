import { createHash } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { sequencesOfReviews } from './sequences-of-reviews.ts';
import { onlyFileOfZip } from './zip.ts';

export interface Sequences {
  /** The file's name without its ending. */
  readonly set: string;
  readonly itemCount: number;
  /** Items of each viewer from 0, in time order. */
  readonly sequences: readonly Int32Array[];
  /** SHA-256 of the file, by which runs on it are kept apart from others. */
  readonly digest: string;
}

const ENDINGS = /\.(txt|json|zip)$/;
/** Beside the sequences S3-Rec has negatives to sample from and attributes of items. */
const OTHERS = /_sample\.txt$|attributes\.json$/;

/**
 * A set of the folder: `<set>.txt` of one viewer a line, viewer, then items from 1 in time order, as S3-Rec
 * published them (arXiv:2008.07873); or `<set>.json`, also zipped, of Amazon's reviews, one a line (McAuley). Without
 * a name it is the folder's only set, or Beauty. Throws on anything else.
 */
export async function readSequences(folder: string, name: string | null): Promise<Sequences> {
  const files = (await readdir(folder)).filter((file) => ENDINGS.test(file) && !OTHERS.test(file));
  const sets = files.map((file) => file.replace(ENDINGS, ''));
  const wanted = name ?? (sets.length === 1 ? sets[0]! : 'Beauty');
  const file = files[sets.indexOf(wanted)];
  if (!file) throw new Error(`no set ${wanted} in the folder; say --set <${sets.join(' | ')}>`);
  const bytes = await readFile(join(folder, file));
  const digest = createHash('sha256').update(bytes).digest('hex');
  const text = (file.endsWith('.zip') ? onlyFileOfZip(bytes) : bytes).toString('utf8');
  const read = file.endsWith('.txt') ? sequencesOfLines(wanted, text) : sequencesOfReviews(text);
  return { set: wanted, digest, ...read };
}

function sequencesOfLines(name: string, text: string) {
  let itemCount = 0;
  const sequences = text
    .trim()
    .split('\n')
    .map((line, index) => {
      const [, ...items] = line.trim().split(/\s+/).map(Number);
      if (items.length < 3 || items.some((item) => !Number.isInteger(item) || item < 1)) {
        throw new Error(`${name}.txt, line ${index + 1} is no viewer with three items or more`);
      }
      for (const item of items) itemCount = Math.max(itemCount, item);
      return Int32Array.from(items, (item) => item - 1);
    });
  return { itemCount, sequences };
}
