import { once } from 'node:events';
import { Worker } from 'node:worker_threads';
import type { TrainingData } from '../../../dataset/training-data.ts';
import type { ModelShape } from '../../../models/build-graph.ts';
import type { TrainingState } from '../training-state.ts';
import { Lane } from './lane.ts';
import { Meeting } from './meeting.ts';
import { COMMAND, GENERATION, type SharedRun, shareRun } from './shared-run.ts';

const PROGRAM = new URL('./lane-main.ts', import.meta.url);
/** A thread does not inherit what lets Node run TypeScript, and `--import` does not reach it on Node 20. */
const START = `import(${JSON.stringify(import.meta.resolve('tsx/esm/api'))}).then(({ register }) => {
  register();
  return import(${JSON.stringify(PROGRAM.href)});
})`;

/** One step over several threads, this one among them; `state` lies in shared memory. */
export class LaneStep {
  readonly #run: SharedRun;
  readonly #lane: Lane;
  readonly #workers: readonly Worker[];
  readonly #meeting: Meeting;
  #failure: { readonly reason: unknown } | undefined;

  private constructor(run: SharedRun, lane: Lane, workers: readonly Worker[]) {
    this.#run = run;
    this.#lane = lane;
    this.#workers = workers;
    this.#meeting = new Meeting(run.control, run.lanes);
    for (const worker of workers) {
      worker.once('error', (reason: unknown) => {
        this.#failure ??= { reason };
        this.#meeting.disband();
      });
    }
  }

  static async create(options: {
    readonly shape: ModelShape;
    readonly state: TrainingState;
    readonly data: TrainingData;
    readonly seed: number;
    readonly lanes: number;
  }): Promise<LaneStep> {
    const { shape, state, data, seed, lanes } = options;
    const run = shareRun(shape, state, data, seed, lanes);
    const workers = Array.from(
      { length: lanes - 1 },
      (_, i) => new Worker(START, { eval: true, execArgv: [], workerData: { run, lane: i + 1 } }),
    );
    const failed = new Promise<never>((_, reject) => {
      for (const worker of workers) worker.once('error', reject);
    });
    const ready = Promise.all(workers.map((worker) => once(worker, 'message')));
    try {
      const [lane] = await Promise.race([Promise.all([Lane.create(run, 0), ready]), failed]);
      return new LaneStep(run, lane, workers);
    } catch (error) {
      await Promise.all(workers.map((worker) => worker.terminate()));
      throw error;
    }
  }

  /** Returns the mean log loss of the batch before the update. `step` counts from 1. */
  async run(positions: Uint32Array, step: number, learningRateFactor: number): Promise<number> {
    const { command, control, data, losses } = this.#run;
    this.#run.positions.set(positions);
    command[COMMAND.size] = positions.length;
    command[COMMAND.step] = step;
    command[COMMAND.factor] = learningRateFactor;
    command[COMMAND.totalWeight] = positions.reduce((sum, at) => sum + data.weights[at]!, 0);
    Atomics.add(control, GENERATION, 1);
    Atomics.notify(control, GENERATION);
    await this.#lane.step(async () => {
      await this.#meeting.waitAsync();
      if (this.#failure) throw this.#failure.reason;
    });
    return losses.reduce((sum, loss) => sum + loss, 0);
  }

  async release(): Promise<void> {
    await Promise.all(this.#workers.map((worker) => worker.terminate()));
    await this.#lane.release();
  }
}
