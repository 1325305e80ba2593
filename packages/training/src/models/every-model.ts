// Written by `pnpm --filter @placard/training write-catalogues` from the files that define them.
import type { ModelKind } from '@placard/contracts';
import { autoInt } from './autoint.ts';
import { behaviourSequenceTransformer } from './behaviour-sequence-transformer.ts';
import { boostedTrees } from './boosted-trees.ts';
import { dcnV2 } from './dcn-v2.ts';
import { dcnV2Mix } from './dcn-v2-mix.ts';
import { deepFm } from './deepfm.ts';
import { din } from './din.ts';
import { dnn } from './dnn.ts';
import { esmm } from './esmm.ts';
import { ffm } from './ffm.ts';
import { finalMlp } from './final-mlp.ts';
import { fm } from './fm.ts';
import { gru } from './gru.ts';
import { logisticRegression } from './logistic-regression.ts';
import { lstm } from './lstm.ts';
import { mmoe } from './mmoe.ts';
import type { ModelDefinition } from './model-definition.ts';
import { multiInterest } from './multi-interest.ts';
import { neuMf } from './neumf.ts';
import { rnn } from './rnn.ts';
import { textCnnLstm } from './text-cnn-lstm.ts';
import { wideAndDeep } from './wide-and-deep.ts';

export const EVERY_MODEL: Readonly<Record<ModelKind, ModelDefinition>> = {
  autoint: autoInt,
  'behaviour-sequence-transformer': behaviourSequenceTransformer,
  'boosted-trees': boostedTrees,
  'dcn-v2': dcnV2,
  'dcn-v2-mix': dcnV2Mix,
  deepfm: deepFm,
  din,
  dnn,
  esmm,
  ffm,
  'final-mlp': finalMlp,
  fm,
  gru,
  'logistic-regression': logisticRegression,
  lstm,
  mmoe,
  'multi-interest': multiInterest,
  neumf: neuMf,
  rnn,
  'text-cnn-lstm': textCnnLstm,
  'wide-and-deep': wideAndDeep,
};
