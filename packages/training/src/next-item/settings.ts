import { z } from 'zod';

/** Settings of a sequence model and of its training. */
export const sequenceSettingsSchema = z.object({
  /** Width of item and viewer vectors. */
  dim: z.int().positive().default(64),
  layers: z.int().positive().default(2),
  heads: z.int().positive().default(1),
  /** Items of a history that are looked at, latest last. */
  maxLength: z.int().min(2).default(50),
  dropout: z.number().min(0).lt(1).default(0.5),
  /** `cosine` compares unit vectors and divides by the temperature; `dot` is the plain product. */
  similarity: z.enum(['dot', 'cosine']).default('dot'),
  temperature: z.number().positive().default(0.1),
  learningRate: z.number().positive().default(1e-3),
  /** Rows of `maxLength` packed positions a step. */
  rowsPerBatch: z.int().positive().default(8),
  /** At the most, those of the falling rate included. */
  epochs: z.int().positive().default(30),
  /** Last epochs, over which the learning rate falls to zero. */
  decayEpochs: z.int().positive().default(10),
  /** Epochs in a row without a better validation nDCG@10 before the learning rate begins to fall. */
  patienceEpochs: z.int().positive().default(5),
  /** BSARec: weight of the frequency filter against attention (alpha), and the cut-off c. */
  filterShare: z.number().min(0).max(1).default(0.7),
  filterCutoff: z.int().positive().default(5),
  /** BERT4Rec: share of positions hidden, and share of sequences of which only the last is. */
  maskShare: z.number().gt(0).lt(1).default(0.3),
  lastOnlyShare: z.number().min(0).max(1).default(0.2),
});

export type SequenceSettings = z.infer<typeof sequenceSettingsSchema>;
