import { auc, logLoss } from '@placard/ranking';
import type { ModelDefinition } from '../models/model-definition.ts';
import { sigmoid } from './sigmoid.ts';

/** The loss that validation stops by: log loss of clicks with its AUC, or the mean of the model's own row loss. */
export function judgeLogits(
  { rowLoss }: ModelDefinition,
  logits: Float32Array,
  labels: Float32Array,
): { readonly logLoss: number; readonly auc: number | null } {
  if (rowLoss) {
    const sum = logits.reduce((total, logit, i) => total + rowLoss(logit, labels[i]!), 0);
    return { logLoss: sum / logits.length, auc: null };
  }
  const predictions = Float64Array.from(logits, sigmoid);
  const clicks = labels.map((label) => Math.min(label, 1));
  return { logLoss: logLoss(predictions, clicks), auc: auc(predictions, clicks) };
}
