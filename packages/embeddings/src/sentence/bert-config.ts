import { z } from 'zod';

/** The part of a published `config.json` that decides the computation; other kinds of BERT are refused. */
export const bertConfigSchema = z.object({
  model_type: z.literal('bert'),
  hidden_act: z.literal('gelu'),
  position_embedding_type: z.literal('absolute').default('absolute'),
  hidden_size: z.int().min(1).max(4_096),
  intermediate_size: z.int().min(1).max(16_384),
  num_attention_heads: z.int().min(1).max(64),
  num_hidden_layers: z.int().min(1).max(48),
  max_position_embeddings: z.int().min(1).max(8_192),
  layer_norm_eps: z.number().positive(),
  vocab_size: z.int().min(1).max(1_000_000),
  type_vocab_size: z.int().min(1).max(16),
});
export type BertConfig = z.infer<typeof bertConfigSchema>;
