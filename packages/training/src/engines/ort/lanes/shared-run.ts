import {
  type FeatureSide,
  type Hyperparameters,
  type ModelKind,
  modelKindSchema,
} from '@placard/contracts';
import {
  mostReadsOf,
  type SequenceShape,
  type TrainingData,
} from '../../../dataset/training-data.ts';
import type { ModelShape } from '../../../models/build-graph.ts';
import { modelDefinition } from '../../../models/catalogue.ts';
import type { EmbeddingInputSpec } from '../../../models/model-definition.ts';
import type { DenseArrays } from '../dense-parameters.ts';
import { sharedFloats } from '../float-memory.ts';
import type { TrainingState } from '../training-state.ts';

/** Slots of `control`. */
export const GENERATION = 0;
export const ARRIVED = 1;

/** Slots of `command`. */
export const COMMAND = { size: 0, step: 1, factor: 2, totalWeight: 3 } as const;

/** One embedding input: its tables, what its rule remembers, and the row sums of each lane. */
export interface SharedEmbedding {
  readonly spec: EmbeddingInputSpec;
  readonly stacked: Float32Array;
  readonly states: readonly Float32Array[];
  readonly sums: readonly { readonly rows: Int32Array; readonly gradients: Float32Array }[];
  /** By lane: how many rows its sums hold. */
  readonly counts: Int32Array;
}

/** What the lanes of a run see alike: every array lies in shared memory. */
export interface SharedRun {
  readonly kind: ModelKind;
  readonly hyperparameters: Hyperparameters;
  readonly featureCount: number;
  readonly sides: readonly FeatureSide[] | undefined;
  readonly sequences: readonly SequenceShape[] | undefined;
  readonly data: TrainingData;
  readonly seed: number;
  readonly lanes: number;
  readonly control: Int32Array;
  readonly command: Float64Array;
  readonly positions: Uint32Array;
  readonly dense: DenseArrays;
  /** The gradient of the dense part by lane. */
  readonly laneGradients: readonly Float32Array[];
  readonly embeddings: readonly SharedEmbedding[];
  readonly losses: Float64Array;
}

/** `state` was allocated in shared memory; the rows of `data` are copied into it here. */
export function shareRun(
  shape: ModelShape,
  state: TrainingState,
  data: TrainingData,
  seed: number,
  lanes: number,
): SharedRun {
  const { batchSize } = shape.hyperparameters;
  const { parameters } = state;
  const places = (shape.sequences ?? []).reduce((sum, { spec }) => sum + spec.length, 0);
  const reads = (mostReadsOf(data) + places) * laneRows(batchSize, lanes);
  return {
    // Lanes build their model by its name in the catalogue.
    kind: modelKindSchema.parse(shape.definition.kind),
    hyperparameters: shape.hyperparameters,
    featureCount: shape.featureCount,
    sides: shape.sides,
    sequences: shape.sequences,
    data: shareData(data),
    seed,
    lanes,
    control: new Int32Array(new SharedArrayBuffer(8)),
    command: new Float64Array(new SharedArrayBuffer(32)),
    positions: new Uint32Array(new SharedArrayBuffer(4 * batchSize)),
    dense: {
      values: parameters.values,
      gradients: parameters.gradients,
      mean: parameters.mean,
      variance: parameters.variance,
    },
    laneGradients: Array.from({ length: lanes }, () => sharedFloats(parameters.values.length)),
    embeddings: state.embeddings.map(({ embedding: { spec, stacked }, states }) => {
      const capacity = Math.min(reads, stacked.length / spec.dim);
      return {
        spec,
        stacked,
        states,
        sums: Array.from({ length: lanes }, () => ({
          rows: new Int32Array(new SharedArrayBuffer(4 * capacity)),
          gradients: sharedFloats(capacity * spec.dim),
        })),
        counts: new Int32Array(new SharedArrayBuffer(4 * lanes)),
      };
    }),
    losses: new Float64Array(new SharedArrayBuffer(8 * lanes)),
  };
}

export function shapeOf({
  kind,
  hyperparameters,
  featureCount,
  sides,
  sequences,
}: SharedRun): ModelShape {
  const definition = modelDefinition(kind);
  return {
    definition,
    hyperparameters,
    featureCount,
    ...(sides && { sides }),
    ...(sequences && { sequences }),
  };
}

/** The rows of a batch that each lane takes, but for the last, which takes what is left. */
export function laneRows(batchSize: number, lanes: number): number {
  return Math.ceil(batchSize / lanes);
}

function shareData(data: TrainingData): TrainingData {
  return {
    ...data,
    encoded: { rows: shared(data.encoded.rows), offsets: shared(data.encoded.offsets) },
    labels: shared(data.labels),
    weights: shared(data.weights),
    ...(data.sequences && {
      sequences: data.sequences.map((sequence) => ({ ...sequence, rows: shared(sequence.rows) })),
    }),
  };
}

function shared<T extends Float32Array | Int32Array>(array: T): T {
  if (array.buffer instanceof SharedArrayBuffer) return array;
  const Kind = array.constructor as new (buffer: SharedArrayBuffer) => T;
  const copy = new Kind(new SharedArrayBuffer(array.byteLength));
  copy.set(array);
  return copy;
}
