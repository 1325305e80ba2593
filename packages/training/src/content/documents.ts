import { wordsOf } from '@placard/domain';
import { z } from 'zod';

/** What is said of an ad or an item. */
export const contentSchema = z.object({
  text: z.string(),
  categories: z.array(z.string()),
});
export type Content = z.infer<typeof contentSchema>;

/** Categories are words of their own: a category named as a word is not that word. */
export const CATEGORY_MARK = '#';
const MOST_WORDS = 200;

/** A content as words in order, then its categories. */
export type Document = {
  readonly words: readonly string[];
  readonly categories: readonly string[];
};

export function documentOf({ text, categories }: Content): Document {
  return {
    words: wordsOf(text).slice(0, MOST_WORDS),
    categories: [...new Set(categories)].map((category) => CATEGORY_MARK + category),
  };
}

export function termsOf({ words, categories }: Document): string[] {
  return [...words, ...categories];
}
