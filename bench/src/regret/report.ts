import type { RegretOptions } from './options.ts';
import type { Tally } from './tally.ts';

const POLICIES = ['random', 'popularity', 'platform', 'oracle'] as const;
export type PolicyTallies = Readonly<Record<(typeof POLICIES)[number], Tally>>;

/** A Markdown table over seeds: means, and the spread between seeds where there are several. */
export function renderRegret(tallies: readonly PolicyTallies[], options: RegretOptions): string {
  const header = [
    `${options.decisions} decisions, ${options.viewers} viewers, exploration ${options.exploration}, a model every ${options.retrainEvery} decisions; ${tallies.length} seed${tallies.length === 1 ? '' : 's'}.`,
    '',
    '| policy | expected clicks | click rate | of the oracle | regret | regret per 1,000 in the last tenth |',
    '|---|---|---|---|---|---|',
  ];
  const rows = POLICIES.map((policy) => {
    const of = (read: (tally: Tally, oracle: Tally) => number) =>
      tallies.map((seed) => read(seed[policy], seed.oracle));
    const cells = [
      meanAndSpread(of((tally) => tally.expectedClicks)),
      meanAndSpread(
        of((tally) => (100 * tally.expectedClicks) / tally.decisions),
        2,
        ' %',
      ),
      meanAndSpread(
        of((tally, oracle) => (100 * tally.expectedClicks) / oracle.expectedClicks),
        1,
        ' %',
      ),
      meanAndSpread(of((tally) => tally.regret)),
      meanAndSpread(
        of((tally) => (10_000 * tally.regretByTenth[9]!) / tally.decisions),
        1,
      ),
    ];
    return `| ${policy} | ${cells.join(' | ')} |`;
  });
  return [...header, ...rows].join('\n');
}

function meanAndSpread(values: readonly number[], digits = 0, unit = ''): string {
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  const spread = (Math.max(...values) - Math.min(...values)) / 2;
  const text = `${mean.toFixed(digits)}${unit}`;
  return values.length === 1 ? text : `${text} ± ${spread.toFixed(digits)}`;
}
