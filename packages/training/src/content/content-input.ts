import { z } from 'zod';
import { type Content, contentSchema } from './documents.ts';

/** All contents of a market. */
export const marketContentsSchema = z.object({
  ads: z.array(contentSchema.extend({ adId: z.string() })),
  items: z.array(contentSchema.extend({ itemId: z.string() })),
  categories: z.array(z.string().min(1)),
});
export type MarketContents = z.infer<typeof marketContentsSchema>;

/** What to make of a market's contents. */
export const contentRequestSchema = z.object({
  contents: marketContentsSchema,
  trainedAtMs: z.number(),
  /** Else only what is new gets vectors, by the model before. */
  relearn: z.boolean(),
  /** A sentence encoder's folder; null: the market's own text is all there is to learn from. */
  sentenceEncoder: z.string().nullable(),
});
export type ContentRequest = z.infer<typeof contentRequestSchema>;

/** What there is to learn from: every text once, for a text of a hundred ads is one text. */
export function distinctContents({ ads, items }: MarketContents): Content[] {
  const distinct = new Map<string, Content>();
  for (const { text, categories } of [...items, ...ads]) {
    distinct.set(JSON.stringify([text, categories]), { text, categories });
  }
  return [...distinct.values()];
}

/** In the order of a content table's rows. */
export function rowsOf({ ads, items, categories }: MarketContents): Content[] {
  return [...ads, ...items, ...categories.map((name) => ({ text: name, categories: [name] }))];
}

/** As an encoder of sentences reads it. */
export function sentenceOf({ text, categories }: Content): string {
  const named = categories.filter((category) => category !== text).join(', ');
  return [text, named].filter((part) => part !== '').join('. ');
}
