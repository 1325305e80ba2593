import { z } from 'zod';
import { type Content, contentSchema } from './documents.ts';

/** Of an image's bytes: what is shown beside the text. */
const imageDigest = z.string().nullable();

/** All contents of a market. */
export const marketContentsSchema = z.object({
  ads: z.array(contentSchema.extend({ adId: z.string(), image: imageDigest })),
  items: z.array(contentSchema.extend({ itemId: z.string(), image: imageDigest })),
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
  /** An image encoder's folder; null: colours and edges are all that is seen of images. */
  imageEncoder: z.string().nullable(),
  /** Where images lie, a file each by its digest: at least those that the model before does not know. */
  imagesFolder: z.string().nullable(),
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
export function rowsOf({ ads, items, categories }: MarketContents): (Content & Pictured)[] {
  const named = categories.map((name) => ({ text: name, categories: [name], image: null }));
  return [...ads, ...items, ...named];
}

type Pictured = { readonly image: string | null };

export function imagesOf({ ads, items }: MarketContents): string[] {
  return [...new Set([...ads, ...items].flatMap(({ image }) => image ?? []))];
}

/** As an encoder of sentences reads it. */
export function sentenceOf({ text, categories }: Content): string {
  const named = categories.filter((category) => category !== text).join(', ');
  return [text, named].filter((part) => part !== '').join('. ');
}
