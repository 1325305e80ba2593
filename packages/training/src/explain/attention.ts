import {
  type AttentionMap,
  type AttentionPlace,
  type FeatureMap,
  type FeatureValues,
  modelCardSchema,
} from '@placard/contracts';
import { encodeModel, exportModel } from '@placard/graph';
import {
  createFeatureEncoder,
  embedPairs,
  embedSequences,
  type FeatureEncoder,
} from '@placard/ranking';
import * as ort from 'onnxruntime-node';
import type { ArtefactFiles } from '../artefact.ts';
import { attentionOutput, buildAttentionGraph, type ModelShape } from '../models/build-graph.ts';
import { GRAPH_KINDS, modelDefinition } from '../models/catalogue.ts';
import type { Attention, AttentionAxis } from '../models/model-definition.ts';
import { readSourceModel } from '../transfer/source-model.ts';

/** The graph that shows its attention scores a decision otherwise than the one that serves. */
export class AttentionError extends Error {
  override name = 'AttentionError';
}

export interface AttentionReader {
  /**
   * Every attention of the model over one pair, whose served logit is `logit`.
   * @throws AttentionError when the weights shown are not those that made it.
   */
  readonly read: (values: FeatureValues, logit: number) => Promise<AttentionMap[]>;
  readonly dispose: () => Promise<void>;
}

/** Rounded products come out a little otherwise in the graph of floats. */
const TOLERANCE = 1e-3;

/**
 * Builds a model's graph anew from its definition, with its attention weights as outputs, around the weights of
 * the artefact: the file that serves stays as it is. Null for a model without attention.
 * @throws AttentionError when the artefact lacks weights that the definition has.
 */
export async function openAttention(
  files: Omit<ArtefactFiles, 'golden.json'>,
): Promise<AttentionReader | null> {
  const card = modelCardSchema.parse(JSON.parse(new TextDecoder().decode(files['card.json'])));
  if (!GRAPH_KINDS.includes(card.kind)) return null;
  const definition = modelDefinition(card.kind);
  const { map, parameters, tables } = readSourceModel(files);
  const encoder = createFeatureEncoder(map);
  const shape: ModelShape = {
    definition,
    hyperparameters: card.hyperparameters,
    featureCount: map.features.length,
    sides: map.features.map(({ side }) => side),
    sequences: encoder.sequences,
  };
  const { graph, attentions } = buildAttentionGraph(shape);
  if (attentions.length === 0) return null;
  const lacking = graph.parameters.find(({ tensor }) => !parameters.has(tensor.name));
  if (lacking) {
    throw new AttentionError(
      `The artefact holds no ${lacking.tensor.name} as it was learnt: a compressed model does not show its attention.`,
    );
  }
  const session = await ort.InferenceSession.create(
    encodeModel(exportModel(graph, { parameters })),
    { intraOpNumThreads: 1, interOpNumThreads: 1, logSeverityLevel: 3 },
  );
  return {
    read: async (values, served) => {
      const feeds: Record<string, ort.Tensor> = {};
      for (const [name, data] of embedPairs(encoder, tables, [values])) {
        feeds[name] = new ort.Tensor('float32', data, [1, data.length]);
      }
      const sequences = embedSequences(encoder, tables, [values]);
      sequences.forEach(({ values: data, mask }, i) => {
        const { spec } = encoder.sequences[i]!;
        const dims = [1, spec.length, data.length / spec.length];
        feeds[spec.input] = new ort.Tensor('float32', data, dims);
        feeds[spec.mask] = new ort.Tensor('float32', mask, [1, spec.length]);
      });
      const found = await session.run(feeds);
      const logit = (found.logit!.data as Float32Array)[0]!;
      if (!(Math.abs(logit - served) <= TOLERANCE * Math.max(1, Math.abs(served)))) {
        throw new AttentionError(
          `The graph that shows the attention scores ${logit} where the model that serves says ${served}.`,
        );
      }
      return attentions.map((attention) =>
        mapOf(attention, found[attentionOutput(attention.name)]!.data as Float32Array, {
          ...{ map, encoder, values, interests: card.hyperparameters.interests },
        }),
      );
    },
    dispose: () => session.release(),
  };
}

interface Read {
  readonly map: FeatureMap;
  readonly encoder: FeatureEncoder;
  readonly values: FeatureValues;
  readonly interests: number;
}

/** Cuts the places beyond the end of a history away: nothing stands there. */
function mapOf(attention: Attention, weights: Float32Array, read: Read): AttentionMap {
  const [rows, columns] = [attention.rows, attention.columns].map((axis) =>
    placesOf(axis, attention, read),
  ) as [Places, Places];
  const size = rows.length * columns.length;
  const heads = Array.from({ length: weights.length / size }, (_, head) =>
    rows.present.map((_row, row) =>
      columns.present.map(
        (_column, column) => weights[head * size + row * columns.length + column]!,
      ),
    ),
  );
  const { name, sequence, sumsToOne } = attention;
  const history = read.map.sequences?.find(({ input }) => input === sequence)?.feature ?? null;
  return { name, history, rows: rows.present, columns: columns.present, heads, sumsToOne };
}

interface Places {
  /** In the graph. */
  readonly length: number;
  /** The first ones, where something stands. */
  readonly present: AttentionPlace[];
}

function placesOf(axis: AttentionAxis, { sequence }: Attention, read: Read): Places {
  const { map, values, interests } = read;
  const features = map.features.map(({ name }) => ({ kind: 'feature', feature: name }) as const);
  const spec = map.sequences?.find(({ input }) => input === sequence);
  const candidate = { kind: 'candidate', value: candidateOf(spec?.table, values) } as const;
  const history = () => {
    if (!spec) throw new Error(`attention reads no history ${sequence}`);
    return { length: spec.length, present: historyOf(spec, read) };
  };
  switch (axis) {
    case 'features':
      return { length: features.length, present: features };
    case 'candidate':
      return { length: 1, present: [candidate] };
    case 'interests': {
      const each = Array.from(
        { length: interests },
        (_, index) => ({ kind: 'interest', index }) as const,
      );
      return { length: interests, present: each };
    }
    case 'history':
      return history();
    case 'candidate-and-history': {
      const { length, present } = history();
      return { length: length + 1, present: [candidate, ...present] };
    }
  }
}

type Spec = NonNullable<FeatureMap['sequences']>[number];

/** The values that the graph reads, in its order. */
function historyOf(spec: Spec, { map, values }: Read): AttentionPlace[] {
  const encoding = map.features.find(({ name }) => name === spec.table)!;
  const known = new Set(encoding.kind === 'numeric' ? [] : encoding.vocabulary);
  const raw = values[spec.feature] ?? [];
  return [raw]
    .flat()
    .slice(0, spec.length)
    .map((value, place) => {
      const word = String(value);
      return { kind: 'history', place, value: word, known: known.has(word) };
    });
}

function candidateOf(table: string | undefined, values: FeatureValues): string | null {
  const value = table === undefined ? null : (values[table] ?? null);
  return value === null ? null : String([value].flat()[0] ?? '');
}
