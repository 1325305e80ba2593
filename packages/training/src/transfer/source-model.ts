import { type FeatureMap, featureMapSchema } from '@placard/contracts';
import { assertSafeModel, decodeModel } from '@placard/graph';
import { type InputTables, readTables } from '@placard/ranking';
import type { ArtefactFiles } from '../artefact.ts';
import type { FeatureDefinition } from '../dataset/training-row.ts';
import type { TrainedModel } from '../engines/trained-model.ts';

/** The source cannot start this model: it is of another kind, size or form. */
export class TransferError extends Error {
  override name = 'TransferError';
}

/** A trained model that another may start from. */
export interface SourceModel {
  readonly map: FeatureMap;
  /** Dense weights by parameter name. */
  readonly parameters: ReadonlyMap<string, Float32Array>;
  /** [rows, dim] for each feature of each input, in the map's order. */
  readonly tables: readonly InputTables[];
}

export type SourceFiles = Pick<ArtefactFiles, 'model.onnx' | 'tables.bin' | 'feature-map.json'>;

/** A model in memory, with the map that its rows were encoded by. */
export function sourceModelOf(map: FeatureMap, model: TrainedModel): SourceModel {
  return {
    map,
    parameters: model.parameters,
    tables: model.embeddings.map(({ spec, tables }) => ({ ...spec, tables })),
  };
}

/** The weights inside an artefact. @throws UnsafeModelError, or a ZodError of the map. */
export function readSourceModel(files: SourceFiles): SourceModel {
  assertSafeModel(files['model.onnx']);
  const map = featureMapSchema.parse(
    JSON.parse(new TextDecoder().decode(files['feature-map.json'])),
  );
  const { graph } = decodeModel(files['model.onnx']);
  const parameters = new Map<string, Float32Array>();
  for (const { name, dataType, rawData } of graph.initializer) {
    if (dataType === FLOAT32 && rawData) parameters.set(name, floatsOf(rawData));
  }
  return { map, parameters, tables: readTables(map, new Uint8Array(files['tables.bin'])) };
}

/** What a model that starts from this one reads: its layers know their inputs by position. */
export function definitionsOf({ map }: SourceModel): FeatureDefinition[] {
  return map.features.map(({ name, side, kind }) => ({ name, side, kind }));
}

/** TensorProto.DataType. */
const FLOAT32 = 1;

/** A copy: bytes read from a file lie anywhere in a larger buffer. */
function floatsOf(bytes: Uint8Array): Float32Array {
  return new Float32Array(new Uint8Array(bytes).buffer);
}
