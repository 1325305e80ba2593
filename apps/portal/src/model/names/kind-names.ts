import type { ModelKind } from '@placard/contracts';

type KindName = { readonly label: string; readonly hint: string };

export const KIND_NAMES: Readonly<Record<ModelKind, KindName>> = {
  'dcn-v2': { label: 'DCN-v2', hint: 'Deep and cross network: the default' },
  deepfm: { label: 'DeepFM', hint: 'Factorisation machine with a deep part' },
  'logistic-regression': { label: 'Logistic regression', hint: 'Linear, fast, a baseline' },
  fm: { label: 'FM', hint: 'Factorisation machine: every pair of features' },
  ffm: { label: 'FFM', hint: 'Field-aware factorisation machine' },
  dnn: { label: 'DNN', hint: 'A deep network alone' },
  'wide-and-deep': { label: 'Wide & Deep', hint: 'Linear weights beside a deep network' },
  autoint: { label: 'AutoInt', hint: 'Attention between features' },
  neumf: { label: 'NeuMF', hint: 'Matrix factorisation with a deep part' },
  'final-mlp': { label: 'FinalMLP', hint: 'Two gated networks, fused' },
  esmm: { label: 'ESMM', hint: 'Click and conversion, two towers' },
  mmoe: { label: 'MMoE', hint: 'Click and conversion, shared experts' },
  'boosted-trees': { label: 'Boosted trees', hint: 'Over smoothed rates, in seconds' },
  'dcn-v2-mix': { label: 'DCN-v2 mixture', hint: 'Low-rank crosses, cheaper when wide' },
  din: { label: 'DIN', hint: 'What in the history bears on the ad at hand' },
  rnn: { label: 'RNN', hint: 'Reads the history in order' },
  lstm: { label: 'LSTM', hint: 'Reads a long history in order' },
  gru: { label: 'GRU', hint: 'Reads the history in order, lighter than LSTM' },
  'behaviour-sequence-transformer': {
    label: 'BST',
    hint: 'Transformer over the history and the ad',
  },
  'text-cnn-lstm': { label: 'CNN + LSTM', hint: 'Phrases of the page and of past interests' },
  'multi-interest': { label: 'Multi-interest', hint: 'Several interests a viewer' },
};

/** A kind as people write it; itself where it is a baseline or unknown here. */
export function kindName(kind: string): string {
  return (KIND_NAMES as Readonly<Record<string, KindName>>)[kind]?.label ?? kind;
}
