import { z } from 'zod';

/** What a row or column of an attention map stands for. */
export const attentionPlaceSchema = z.discriminatedUnion('kind', [
  /** A feature, and its value in the decision: an AutoInt field. */
  z.object({ kind: z.literal('feature'), feature: z.string() }),
  /** The ad, or the item it promotes, as the history's vocabulary has it. */
  z.object({ kind: z.literal('candidate'), value: z.string().nullable() }),
  /** A value of a history: the 0th is the newest. `known` is false where the model never learnt it. */
  z.object({
    kind: z.literal('history'),
    place: z.int().nonnegative(),
    value: z.string(),
    known: z.boolean(),
  }),
  /** One of the interests that a model makes of a history. */
  z.object({ kind: z.literal('interest'), index: z.int().nonnegative() }),
]);
export type AttentionPlace = z.infer<typeof attentionPlaceSchema>;

/** Weights with which a model mixes what it reads, read out of it for one decision. */
export const attentionMapSchema = z.object({
  /** Of the layer or the history: `attention.0`, `history.items`. */
  name: z.string(),
  /** The list feature that a history comes from; null between features. */
  history: z.string().nullable(),
  rows: z.array(attentionPlaceSchema),
  columns: z.array(attentionPlaceSchema),
  /** By head, row and column. */
  heads: z.array(z.array(z.array(z.number()))),
  /** Whether a row's weights are shares of one. DIN's are not: they may be of any size and sign. */
  sumsToOne: z.boolean(),
});
export type AttentionMap = z.infer<typeof attentionMapSchema>;
