// Written by `pnpm --filter @placard/training write-catalogues` from the files that define them.
export const MODEL_KINDS = [
  'autoint',
  'behaviour-sequence-transformer',
  'boosted-trees',
  'dcn-v2',
  'dcn-v2-mix',
  'deepfm',
  'din',
  'dnn',
  'esmm',
  'ffm',
  'final-mlp',
  'fm',
  'gru',
  'logistic-regression',
  'lstm',
  'mmoe',
  'multi-interest',
  'neumf',
  'rnn',
  'text-cnn-lstm',
  'wide-and-deep',
] as const;
export type ModelKind = (typeof MODEL_KINDS)[number];

/** As people choose them. */
export const MODEL_KIND_NAMES: Readonly<
  Record<ModelKind, { readonly label: string; readonly hint: string }>
> = {
  autoint: { label: 'AutoInt', hint: 'Attention between features' },
  'behaviour-sequence-transformer': {
    label: 'BST',
    hint: 'Transformer over the history and the ad',
  },
  'boosted-trees': { label: 'Boosted trees', hint: 'Over smoothed rates, in seconds' },
  'dcn-v2': { label: 'DCN-v2', hint: 'Deep and cross network: the default' },
  'dcn-v2-mix': { label: 'DCN-v2 mixture', hint: 'Low-rank crosses, cheaper when wide' },
  deepfm: { label: 'DeepFM', hint: 'Factorisation machine with a deep part' },
  din: { label: 'DIN', hint: 'What in the history bears on the ad at hand' },
  dnn: { label: 'DNN', hint: 'A deep network alone' },
  esmm: { label: 'ESMM', hint: 'Click and conversion, two towers' },
  ffm: { label: 'FFM', hint: 'Field-aware factorisation machine' },
  'final-mlp': { label: 'FinalMLP', hint: 'Two gated networks, fused' },
  fm: { label: 'FM', hint: 'Factorisation machine: every pair of features' },
  gru: { label: 'GRU', hint: 'Reads the history in order, lighter than LSTM' },
  'logistic-regression': { label: 'Logistic regression', hint: 'Linear, fast, a baseline' },
  lstm: { label: 'LSTM', hint: 'Reads a long history in order' },
  mmoe: { label: 'MMoE', hint: 'Click and conversion, shared experts' },
  'multi-interest': { label: 'Multi-interest', hint: 'Several interests a viewer' },
  neumf: { label: 'NeuMF', hint: 'Matrix factorisation with a deep part' },
  rnn: { label: 'RNN', hint: 'Reads the history in order' },
  'text-cnn-lstm': { label: 'CNN + LSTM', hint: 'Phrases of the page and of past interests' },
  'wide-and-deep': { label: 'Wide & Deep', hint: 'Linear weights beside a deep network' },
};
