import type { Contestant } from './contestants.ts';
import type { Figures, Quality } from './measure.ts';
import { negativePairs } from './pair-history.ts';
import type { Frappe } from './read-frappe.ts';

export type Measured = { readonly contestant: Contestant; readonly runs: readonly Figures[] };

/** The mean of the logits of `size` runs, by split. */
export type Ensemble = {
  readonly name: string;
  readonly size: number;
  readonly splits: Readonly<Record<string, Quality>>;
};

/**
 * Published, which is of the test split, beside ours on each split: means over the seeds, from least to most. What
 * several runs say together comes last: all that is published is of single models.
 */
export function renderFrappe(
  { table, trainFile, trainCount, judged }: Frappe,
  baseline: Readonly<Record<string, Quality>>,
  measured: readonly Measured[],
  ensembles: readonly Ensemble[],
): string {
  const lines: string[] = [];
  for (const { name, from, to } of judged) {
    const { auc, logLoss, unseenAuc } = baseline[name]!;
    const negatives = negativePairs(table, trainCount, { from, to });
    lines.push(
      `Judged on the ${to - from} rows of ${name}.csv, learnt from the ${trainCount} of ${trainFile}; published is of the test split. Of the ${negatives.judged} negatives ${negatives.met} are pairs that training passed as well; ${negatives.repeated} repeat one another, of as many in training ${negatives.repeatedInTraining}.`,
      '',
      '| model | published AUC | ours | published log loss | ours | AUC of unseen pairs | seeds | samples/s | seconds |',
      '|---|---|---|---|---|---|---|---|---|',
      `| seen pair, else popularity | | ${fixed([auc])} | | ${fixed([logLoss])} | ${fixed([unseenAuc])} | | | |`,
    );
    for (const { contestant, runs } of measured) {
      const of = (figure: keyof Quality) => runs.map(({ splits }) => splits[name]![figure]);
      const { published } = contestant;
      lines.push(
        `| ${[
          contestant.name,
          published?.auc.toFixed(4) ?? '',
          fixed(of('auc')),
          published?.logLoss.toFixed(4) ?? '',
          fixed(of('logLoss')),
          fixed(of('unseenAuc')),
          String(runs.length),
          Math.round(mean(runs.map((run) => run.samplesPerSecond))).toLocaleString('en-US'),
          mean(runs.map(({ seconds }) => seconds)).toFixed(0),
        ].join(' | ')} |`,
      );
    }
    for (const ensemble of ensembles) {
      const of = ensemble.splits[name]!;
      lines.push(
        `| ${ensemble.name}, ensemble of ${ensemble.size} | | ${fixed([of.auc])} | | ${fixed([of.logLoss])} | ${fixed([of.unseenAuc])} | | | |`,
      );
    }
    lines.push('');
  }
  return lines.join('\n');
}

function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}

function fixed(values: readonly number[]): string {
  const spread =
    values.length > 1
      ? ` (${Math.min(...values).toFixed(4)} to ${Math.max(...values).toFixed(4)})`
      : '';
  return `${mean(values).toFixed(4)}${spread}`;
}
