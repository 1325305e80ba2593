import type {
  ArtefactFile,
  FeatureMap,
  FeatureValues,
  Golden,
  ModelCard,
} from '@placard/contracts';
import { encodeModel, exportModel } from '@placard/graph';
import {
  applyCalibration,
  createFeatureEncoder,
  embedPairs,
  embedSequences,
  type FeatureEncoder,
  type InputTables,
} from '@placard/ranking';
import * as ort from 'onnxruntime-node';
import type { TrainingRow } from './dataset/training-row.ts';
import type { EmbeddingTables } from './engines/ort/embedding-tables.ts';
import type { TrainedModel } from './engines/trained-model.ts';
import { buildServingGraph, type ModelShape } from './models/build-graph.ts';

export type ArtefactFiles = Readonly<Record<ArtefactFile, Uint8Array>>;

/** Largest difference a loader may see: float32 sums differ by a few ulps between machines. */
const GOLDEN_TOLERANCE = 1e-4;
const GOLDEN_CASES = 16;

/** The files of a model version. `rows` supplies golden cases, spread evenly over it. */
export async function writeArtefact(input: {
  readonly shape: ModelShape;
  readonly model: TrainedModel;
  readonly map: FeatureMap;
  readonly card: ModelCard;
  readonly rows: readonly TrainingRow[];
}): Promise<ArtefactFiles> {
  const model = input.model.servingModel ?? encodeGraph(input.shape, input.model);
  const golden = await goldenCases(model, input.map, input.model.embeddings, input.rows);
  return {
    'model.onnx': model,
    'tables.bin': joinTables(input.model.embeddings),
    'feature-map.json': json(input.map),
    'golden.json': json(golden),
    'card.json': json(input.card),
  };
}

function encodeGraph(shape: ModelShape, { parameters }: TrainedModel): Uint8Array {
  return encodeModel(exportModel(buildServingGraph(shape).graph, { parameters }));
}

/** Raw values to pCTR through the path of the scorer, from the very bytes that will be served. */
async function goldenCases(
  model: Uint8Array,
  map: FeatureMap,
  embeddings: readonly EmbeddingTables[],
  rows: readonly TrainingRow[],
): Promise<Golden> {
  const every = Math.max(1, Math.floor(rows.length / GOLDEN_CASES));
  const spread = rows.filter((_, i) => i % every === 0).slice(0, GOLDEN_CASES);
  // The empty case covers row 0 of every table.
  const pairs = [...spread.map(({ values }) => values), {}];
  const tables: InputTables[] = embeddings.map(({ spec, tables }) => ({ ...spec, tables }));
  const session = await ort.InferenceSession.create(model, { intraOpNumThreads: 1 });
  try {
    const encoder = createFeatureEncoder(map);
    const logits: number[] = [];
    for (const pair of pairs) logits.push(await logitOf(session, encoder, tables, pair));
    return {
      tolerance: GOLDEN_TOLERANCE,
      cases: pairs.map((values, i) => ({
        values,
        logit: logits[i]!,
        pCtr: applyCalibration(map.calibration, logits[i]!),
      })),
    };
  } finally {
    await session.release();
  }
}

async function logitOf(
  session: ort.InferenceSession,
  encoder: FeatureEncoder,
  tables: readonly InputTables[],
  pair: FeatureValues,
): Promise<number> {
  const feeds: Record<string, ort.Tensor> = {};
  for (const [name, values] of embedPairs(encoder, tables, [pair])) {
    feeds[name] = new ort.Tensor('float32', values, [1, values.length]);
  }
  embedSequences(encoder, tables, [pair]).forEach(({ values, mask }, i) => {
    const { spec } = encoder.sequences[i]!;
    feeds[spec.input] = new ort.Tensor('float32', values, [
      1,
      spec.length,
      values.length / spec.length,
    ]);
    feeds[spec.mask] = new ort.Tensor('float32', mask, [1, spec.length]);
  });
  const { logit } = await session.run(feeds);
  return (logit!.data as Float32Array)[0]!;
}

/** All tables in the feature map's order, float32 little-endian. */
function joinTables(embeddings: readonly EmbeddingTables[]): Uint8Array {
  const tables = embeddings.flatMap(({ tables }) => tables);
  const bytes = new Uint8Array(tables.reduce((total, table) => total + table.byteLength, 0));
  const view = new DataView(bytes.buffer);
  let offset = 0;
  for (const table of tables) {
    for (let i = 0; i < table.length; i++, offset += 4) view.setFloat32(offset, table[i]!, true);
  }
  return bytes;
}

function json(value: unknown): Uint8Array {
  return new TextEncoder().encode(`${JSON.stringify(value)}\n`);
}
