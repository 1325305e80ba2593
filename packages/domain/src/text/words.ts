/** Scripts that are written without spaces between words: there a dictionary has to find them. */
const UNSPACED =
  /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}\p{Script=Lao}\p{Script=Khmer}\p{Script=Myanmar}]/u;
const RUN = /[\p{L}\p{N}][\p{L}\p{M}\p{N}]*(?:['’][\p{L}\p{M}]+)*/gu;
const segmenter = new Intl.Segmenter('und', { granularity: 'word' });

/**
 * The words of a text in any language, in order: compatibility forms united (NFKC), lower case, no marks between
 * them. The dictionary is asked only where spaces do not tell: it is slower by a factor of twenty.
 */
export function wordsOf(text: string): string[] {
  const words: string[] = [];
  for (const [run] of text.normalize('NFKC').toLowerCase().matchAll(RUN)) {
    if (!UNSPACED.test(run)) {
      words.push(run);
      continue;
    }
    for (const { segment, isWordLike } of segmenter.segment(run)) {
      if (isWordLike) words.push(segment);
    }
  }
  return words;
}
