import type { ModelKind } from '@placard/contracts';
import { autoInt } from './autoint.ts';
import { dcnV2 } from './dcn-v2.ts';
import { dcnV2Mix } from './dcn-v2-mix.ts';
import { deepFm } from './deepfm.ts';
import { dnn } from './dnn.ts';
import { ffm } from './ffm.ts';
import { finalMlp } from './final-mlp.ts';
import { fm } from './fm.ts';
import { logisticRegression } from './logistic-regression.ts';
import type { ModelDefinition } from './model-definition.ts';
import { neuMf } from './neumf.ts';
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
};

export function modelDefinition(kind: ModelKind): ModelDefinition {
  return CATALOGUE[kind];
}
