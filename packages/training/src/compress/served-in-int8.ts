import { encodeModel, exportModel } from '@placard/graph';
import type { OrtTrainingOptions } from '../engines/ort/train.ts';
import type { TrainedModel } from '../engines/trained-model.ts';
import { buildServingGraph, modelShape } from '../models/build-graph.ts';
import { quantiseInt8 } from './quantise-int8.ts';

/** The model with a served graph whose large products are in eight bits. @throws Error for a kind without one. */
export function servedInInt8(
  model: TrainedModel,
  { definition, hyperparameters, data }: OrtTrainingOptions,
): TrainedModel {
  const shape = modelShape(definition, hyperparameters, data);
  if (model.servingModel || (shape.sequences?.length ?? 0) > 0) {
    throw new Error(`${definition.kind} does not serve in int8: only products of plain rows do`);
  }
  const { graph } = buildServingGraph(shape);
  const float = exportModel(graph, { parameters: model.parameters });
  return { ...model, servingModel: encodeModel(quantiseInt8(float)) };
}
