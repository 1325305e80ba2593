import type { Contestant } from './contestants.ts';
import type { Figures } from './measure.ts';

export type Measured = { readonly contestant: Contestant; readonly runs: readonly Figures[] };

/** Published beside ours: means over the seeds, and their spread from least to most. */
export function renderFrappe(
  baseline: Pick<Figures, 'auc' | 'logLoss' | 'unseenAuc'>,
  measured: readonly Measured[],
): string {
  const lines = [
    '| model | published AUC | ours | published log loss | ours | AUC of unseen pairs | seeds | samples/s | seconds |',
    '|---|---|---|---|---|---|---|---|---|',
    `| seen pair, else popularity | | ${fixed([baseline.auc])} | | ${fixed([baseline.logLoss])} | ${fixed([baseline.unseenAuc])} | | | |`,
  ];
  for (const { contestant, runs } of measured) {
    const of = (name: keyof Figures) => runs.map((run) => run[name]);
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
        Math.round(mean(of('samplesPerSecond'))).toLocaleString('en-US'),
        mean(of('seconds')).toFixed(0),
      ].join(' | ')} |`,
    );
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
