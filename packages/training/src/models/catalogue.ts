import type { ModelKind } from '@placard/contracts';
import { dcnV2 } from './dcn-v2.ts';
import { deepFm } from './deepfm.ts';
import { logisticRegression } from './logistic-regression.ts';
import type { ModelDefinition } from './model-definition.ts';

const CATALOGUE: Readonly<Record<ModelKind, ModelDefinition>> = {
  'dcn-v2': dcnV2,
  deepfm: deepFm,
  'logistic-regression': logisticRegression,
};

export function modelDefinition(kind: ModelKind): ModelDefinition {
  return CATALOGUE[kind];
}
