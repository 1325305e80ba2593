import { z } from 'zod';

/** What makes a market's content vectors: `auto` takes the sentence encoder where one is installed. */
export const CONTENT_METHODS = ['words', 'encoder'] as const;
export const contentChoiceSchema = z.enum(['auto', 'off', ...CONTENT_METHODS]);
export type ContentChoice = z.infer<typeof contentChoiceSchema>;

/** What a content model is made of. */
export const contentMetricsSchema = z.object({
  /** Ads and items it was learnt from, and the distinct terms in their text. */
  texts: z.int(),
  terms: z.int(),
  /** Numbers of a text's vector. */
  dim: z.int(),
  /** Null: words of the market's own text. */
  encoder: z.string().nullable(),
  /** Null where no ad has a picture. */
  imageEncoder: z.string().nullable(),
  images: z.int(),
  /** Of each topic, by its number, the terms that it mostly is. */
  topics: z.array(z.array(z.string())),
});
export type ContentMetrics = z.infer<typeof contentMetricsSchema>;
