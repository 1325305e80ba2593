import { transformer } from './sasrec.ts';
import type { SequenceEncoder } from './sequence-encoder.ts';

/**
 * BERT4Rec (arXiv:1904.06690): SASRec's layers over [B, T, D] with attention both ways, a hidden item's vector being a
 * learnt mask in place of its own. Hidden items are told from their neighbours on both sides, and sequences of which
 * only the last is hidden fit the model to what it serves.
 */
export const bert4rec: SequenceEncoder = {
  kind: 'bert4rec',
  task: 'masked',
  against: 'all-items',
  encode: transformer,
};
