import { buildScoringGraph } from '../../../models/build-graph.ts';
import { BatchGradient } from '../batch-gradient.ts';
import { DenseParameters } from '../dense-parameters.ts';
import { EmbeddingOptimiser } from '../embedding-optimiser.ts';
import { tablesOver } from '../embedding-tables.ts';
import { GradientSession } from '../gradient-session.ts';
import { rowRule } from '../row-rules.ts';
import { RowSums } from '../row-sums.ts';
import { stepRates } from '../training-step.ts';
import { COMMAND, laneRows, type SharedRun, shapeOf } from './shared-run.ts';

/**
 * One of several threads that train together, in step: each takes the gradient of its part of the
 * batch, all meet, each moves its share of the rows and parameters by the sum, all meet again. Sums
 * add up in the order of lanes, so that as many lanes give the same bits.
 */
export class Lane {
  readonly #run: SharedRun;
  readonly #lane: number;
  readonly #session: GradientSession;
  /** The runtime refuses shared memory: it works on a copy of its own. */
  readonly #own: DenseParameters;
  readonly #shared: DenseParameters;
  readonly #embeddings: readonly EmbeddingOptimiser[];
  readonly #merged: readonly RowSums[];
  readonly #gradient: BatchGradient;

  private constructor(
    run: SharedRun,
    lane: number,
    session: GradientSession,
    own: DenseParameters,
    shared: DenseParameters,
  ) {
    const { data, hyperparameters } = run;
    this.#run = run;
    this.#lane = lane;
    this.#session = session;
    this.#own = own;
    this.#shared = shared;
    const rule = rowRule(hyperparameters.embeddingOptimiser);
    this.#embeddings = run.embeddings.map(({ spec, stacked, states, sums }) => {
      const rows = new RowSums(stacked.length / spec.dim, spec.dim, sums[lane]);
      const tables = tablesOver(spec, data.rowsByFeature, stacked);
      return new EmbeddingOptimiser(tables, rule, states, rows);
    });
    this.#merged = run.embeddings.map(
      ({ spec, stacked }) => new RowSums(stacked.length / spec.dim, spec.dim),
    );
    this.#gradient = new BatchGradient(
      session,
      { parameters: own, embeddings: this.#embeddings },
      data,
      hyperparameters,
      // Each part of a batch has dropout masks of its own.
      run.seed + 104_729 * lane,
      laneRows(hyperparameters.batchSize, run.lanes),
    );
  }

  static async create(run: SharedRun, lane: number): Promise<Lane> {
    const shape = shapeOf(run);
    const { parameters } = buildScoringGraph(shape);
    const own = new DenseParameters(parameters);
    const session = await GradientSession.create(shape, own, 1);
    return new Lane(run, lane, session, own, new DenseParameters(parameters, run.dense));
  }

  /** One step of the run's command; `meet` resolves once every lane has come as far. */
  async step(meet: () => Promise<void> | void): Promise<void> {
    await this.#differentiate();
    await meet();
    this.#update();
    await meet();
  }

  release(): Promise<void> {
    return this.#session.release();
  }

  async #differentiate(): Promise<void> {
    const { command, dense, hyperparameters, lanes, laneGradients, losses, positions } = this.#run;
    const lane = this.#lane;
    const size = command[COMMAND.size]!;
    const each = laneRows(hyperparameters.batchSize, lanes);
    const part = positions.subarray(Math.min(lane * each, size), Math.min((lane + 1) * each, size));
    this.#own.values.set(dense.values);
    if (part.length === 0) {
      losses[lane] = 0;
      laneGradients[lane]!.fill(0);
      for (const { counts } of this.#run.embeddings) counts[lane] = 0;
      return;
    }
    losses[lane] = await this.#gradient.run(
      part,
      command[COMMAND.step]!,
      command[COMMAND.totalWeight]!,
    );
    laneGradients[lane]!.set(this.#own.gradients);
    this.#run.embeddings.forEach(({ counts }, index) => {
      counts[lane] = this.#embeddings[index]!.sums.count;
    });
  }

  #update(): void {
    const { command, embeddings, hyperparameters, lanes, laneGradients } = this.#run;
    const lane = this.#lane;
    const step = command[COMMAND.step]!;
    const { rows, dense } = stepRates(hyperparameters, step, command[COMMAND.factor]!);
    embeddings.forEach(({ spec, sums, counts }, index) => {
      const merged = this.#merged[index]!;
      const parts = sums.map((sum, of) => ({ ...sum, dim: spec.dim, count: counts[of]! }));
      merged.merge(parts, lane, lanes);
      this.#embeddings[index]!.apply(merged, { ...rows, part: { lane, lanes } });
    });
    const { gradients } = this.#shared;
    const from = Math.floor((gradients.length * lane) / lanes);
    const to = Math.floor((gradients.length * (lane + 1)) / lanes);
    gradients.fill(0, from, to);
    for (const part of laneGradients) {
      for (let i = from; i < to; i++) gradients[i] = gradients[i]! + part[i]!;
    }
    this.#shared.update(step, dense, from, to);
  }
}
