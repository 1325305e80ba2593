import { z } from 'zod';

/** Methods that can serve viewers who act after training, best first where evaluation ties. */
export const RETRIEVAL_METHODS = [
  'als',
  'ease',
  'item-neighbours',
  'user-neighbours',
  'markov-chain',
  'pure-svd',
  'viewer-clusters',
  'content-based',
  'lightgcn',
  'bpr',
  'two-tower',
  'gru4rec',
  'sasrec',
  'bert4rec',
  'hstu',
  'bsarec',
] as const;
export type RetrievalMethod = (typeof RETRIEVAL_METHODS)[number];

/** What a market asks for: `auto` takes what evaluation ranks best, `off` retrieves without a model. */
export const retrievalChoiceSchema = z.enum(['auto', 'off', ...RETRIEVAL_METHODS]);
export type RetrievalChoice = z.infer<typeof retrievalChoiceSchema>;

const accuracySchema = z.object({ recallAt10: z.number(), ndcgAt10: z.number() });
export type RetrievalAccuracy = z.infer<typeof accuracySchema>;

/** How a retrieval model was chosen: each viewer's last item, found from those before it. */
export const retrievalMetricsSchema = z.object({
  requested: retrievalChoiceSchema,
  /** Why this method, in a sentence. */
  reason: z.string(),
  /** Viewers whose last item was held out; with none, nothing was measured. */
  heldOutViewers: z.int().nonnegative(),
  /** What everybody turns to, for everybody alike. */
  popularity: accuracySchema.nullable(),
  methods: z.array(accuracySchema.extend({ method: z.enum(RETRIEVAL_METHODS) })),
});
export type RetrievalMetrics = z.infer<typeof retrievalMetricsSchema>;

/** What viewers of a market did with items, and what is said of these: all that a retrieval model learns from. */
export const retrievalInputSchema = z.object({
  choice: retrievalChoiceSchema.exclude(['off']),
  trainedAtMs: z.number(),
  /** One for each viewer and item: the strength of all they did with it, and when they last did. */
  interactions: z.array(
    z.object({
      viewerKey: z.string(),
      itemId: z.string(),
      value: z.number().positive(),
      atMs: z.number(),
    }),
  ),
  /** Words and categories by item. */
  content: z.array(z.object({ itemId: z.string(), terms: z.array(z.string()) })),
});
export type RetrievalInput = z.infer<typeof retrievalInputSchema>;
