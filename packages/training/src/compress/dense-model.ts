import { exportModel, type OnnxModel } from '@placard/graph';
import { buildScoringGraph, type ModelShape } from '../models/build-graph.ts';

/** The dense part of a trained model with its weights inside: what compression works on. */
export function denseModel(
  shape: ModelShape,
  parameters: ReadonlyMap<string, Float32Array>,
): OnnxModel {
  return exportModel(buildScoringGraph(shape).graph, { parameters });
}
