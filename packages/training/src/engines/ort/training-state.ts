import type { CurvePoint } from '@placard/contracts';
import { seededRandom } from '@placard/domain';
import { buildScoringGraph, type ModelShape } from '../../models/build-graph.ts';
import { TransferError } from '../../transfer/source-model.ts';
import type { StartingWeights } from '../../transfer/starting-weights.ts';
import { DenseParameters } from './dense-parameters.ts';
import { EmbeddingOptimiser } from './embedding-optimiser.ts';
import { type AllocateFloats, privateFloats } from './float-memory.ts';
import { rowRule } from './row-rules.ts';

/** Where a run stands, besides its arrays. */
export interface TrainingProgress {
  /** Steps done. */
  step: number;
  /** Epochs done. */
  epoch: number;
  stepInEpoch: number;
  /** Mean train loss since the last report. */
  lossSum: number;
  lossSteps: number;
  bestValidationLogLoss: number | null;
  bestEpoch: number;
  epochsWithoutImprovement: number;
  epochsNotImproved: number;
  finished: boolean;
  curve: CurvePoint[];
}

/** All that a run needs to go on exactly where it stopped. */
export class TrainingState {
  readonly parameters: DenseParameters;
  readonly embeddings: readonly EmbeddingOptimiser[];
  readonly #embeddingSpread: number;
  /** Parameters and tables at the best validation so far. */
  readonly #bestArrays: readonly Float32Array[];
  progress: TrainingProgress = {
    step: 0,
    epoch: 0,
    stepInEpoch: 0,
    lossSum: 0,
    lossSteps: 0,
    bestValidationLogLoss: null,
    bestEpoch: 0,
    epochsWithoutImprovement: 0,
    epochsNotImproved: 0,
    finished: false,
    curve: [],
  };

  constructor(
    shape: ModelShape,
    rowsByFeature: readonly number[],
    allocate: AllocateFloats = privateFloats,
  ) {
    const { definition, hyperparameters, featureCount } = shape;
    const rule = rowRule(hyperparameters.embeddingOptimiser);
    this.#embeddingSpread = hyperparameters.embeddingSpread;
    this.parameters = new DenseParameters(buildScoringGraph(shape).parameters, allocate);
    this.embeddings = definition
      .embeddingInputs(hyperparameters, featureCount)
      .map((spec) => EmbeddingOptimiser.create(spec, rowsByFeature, rule, allocate));
    this.#bestArrays = this.weights.map((array) => new Float32Array(array.length));
  }

  initialise(seed: number): void {
    this.parameters.initialise(seededRandom(seed));
    this.embeddings.forEach((embedding, index) => {
      embedding.initialise(seededRandom(seed + 7919 * (index + 1)), this.#embeddingSpread);
    });
  }

  /** Another model's weights in place of random ones. @throws TransferError when they are of other sizes. */
  startFrom({ parameters, tables }: StartingWeights): void {
    for (const { name, start, end } of this.parameters.slots) {
      const values = parameters.get(name);
      if (values?.length !== end - start) {
        const found = values ? `${values.length} values` : 'nothing';
        throw new TransferError(`${name} has ${end - start} values, and the source has ${found}`);
      }
      this.parameters.values.set(values, start);
    }
    this.embeddings.forEach(({ embedding: { spec, stacked } }, i) => {
      if (tables[i]?.length !== stacked.length) {
        throw new TransferError(
          `the tables of ${spec.input} are of another size than the source's`,
        );
      }
      stacked.set(tables[i]!);
    });
  }

  /** What a trained model consists of. */
  get weights(): readonly Float32Array[] {
    return [this.parameters.values, ...this.embeddings.map(({ embedding }) => embedding.stacked)];
  }

  /** Every array of the run, in a fixed order. */
  get arrays(): readonly Float32Array[] {
    const { mean, variance } = this.parameters;
    return [
      ...this.weights,
      mean,
      variance,
      ...this.embeddings.flatMap(({ states }) => states),
      ...this.#bestArrays,
    ];
  }

  keepBest(): void {
    this.weights.forEach((array, index) => {
      this.#bestArrays[index]!.set(array);
    });
  }

  restoreBest(): void {
    this.weights.forEach((array, index) => {
      array.set(this.#bestArrays[index]!);
    });
  }
}
