import { seededRandom } from '@placard/domain';
import type { Settings, Space } from './space.ts';
import { suggestSettings, type Trial } from './tpe.ts';

export interface TrialReport extends Trial {
  readonly number: number;
  /** How many rungs it climbed; the last is a whole training. */
  readonly rungs: number;
  readonly pruned: boolean;
}

export interface SearchOptions {
  readonly space: Space;
  readonly trials: number;
  /** Trials of one round: they run together, and learn from the rounds before, not from each other. */
  readonly parallel: number;
  /** Budgets of the rungs, rising, e.g. epochs: [1, 3, 9]. */
  readonly rungs: readonly number[];
  /** Of the trials on a rung, one in so many goes on. */
  readonly keepOneIn: number;
  readonly seed: number;
  /** The loss of settings after a budget; called with rising budgets for one trial. */
  readonly evaluate: (settings: Settings, budget: number, trial: number) => Promise<number>;
  /** Told once a trial is over: on the rung that it did not get beyond. */
  readonly onTrial?: (report: TrialReport) => void;
}

/**
 * Looks for the settings of least loss: TPE suggests, and successive halving (arXiv:1502.07943) ends
 * what is hopeless: on each rung of a round the best go on. How fast trials end changes nothing: the
 * same seed and losses give the same trials. Returns all trials, best first; those that climbed
 * higher come before those that were pruned.
 */
export async function searchSettings(options: SearchOptions): Promise<TrialReport[]> {
  const { space, trials, parallel, rungs, seed } = options;
  if (rungs.length === 0) throw new RangeError('there are no rungs');
  const random = seededRandom(seed);
  const reports: TrialReport[] = [];
  while (reports.length < trials) {
    const round = Array.from({ length: Math.min(parallel, trials - reports.length) }, (_, i) => ({
      number: reports.length + i,
      settings: suggestSettings(space, comparable(reports), random),
    }));
    const ended = await climb(options, round);
    reports.push(...ended);
  }
  return reports.toSorted((a, b) => b.rungs - a.rungs || a.loss - b.loss || a.number - b.number);
}

/** Losses of different budgets cannot be told apart by value: a pruned trial counts behind all that climbed on. */
function comparable(reports: readonly TrialReport[]): Trial[] {
  const ordered = reports.toSorted((a, b) => b.rungs - a.rungs || a.loss - b.loss);
  return ordered.map(({ settings }, rank) => ({ settings, loss: rank }));
}

type Started = Pick<TrialReport, 'number' | 'settings'>;

async function climb(
  { rungs, keepOneIn, evaluate, onTrial }: SearchOptions,
  round: readonly Started[],
): Promise<TrialReport[]> {
  const ended: TrialReport[] = [];
  let climbing = round;
  for (const [rung, budget] of rungs.entries()) {
    const losses = await Promise.all(
      climbing.map(({ settings, number }) => evaluate(settings, budget, number)),
    );
    const reached = climbing
      .map((trial, i) => {
        const loss = losses[i]!;
        // A training that broke down is the worst there is.
        return { ...trial, loss: Number.isFinite(loss) ? loss : Number.MAX_VALUE, rungs: rung + 1 };
      })
      .sort((a, b) => a.loss - b.loss || a.number - b.number);
    const last = rung === rungs.length - 1;
    const kept = last ? 0 : Math.max(1, Math.ceil(reached.length / keepOneIn));
    for (const trial of reached.slice(kept)) {
      const report = { ...trial, pruned: !last };
      ended.push(report);
      onTrial?.(report);
    }
    climbing = reached.slice(0, kept);
  }
  return ended.sort((a, b) => a.number - b.number);
}
