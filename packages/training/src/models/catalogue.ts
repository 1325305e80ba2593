import { MODEL_KINDS, type ModelKind } from '@placard/contracts';
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

const CATALOGUE: Readonly<Record<ModelKind, ModelDefinition>> = {
  'dcn-v2': dcnV2,
  deepfm: deepFm,
  'logistic-regression': logisticRegression,
  fm,
  ffm,
  dnn,
  'wide-and-deep': wideAndDeep,
  autoint: autoInt,
  neumf: neuMf,
  'final-mlp': finalMlp,
  'dcn-v2-mix': dcnV2Mix,
  esmm,
  mmoe,
  'boosted-trees': boostedTrees,
  din,
  rnn,
  lstm,
  gru,
  'behaviour-sequence-transformer': behaviourSequenceTransformer,
  'text-cnn-lstm': textCnnLstm,
  'multi-interest': multiInterest,
};

export function modelDefinition(kind: ModelKind): ModelDefinition {
  return CATALOGUE[kind];
}

/** The models that are graphs, which every engine trains; boosted trees are grown. */
export const GRAPH_KINDS: readonly ModelKind[] = MODEL_KINDS.filter(
  (kind) => CATALOGUE[kind] !== boostedTrees,
);
