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
  const tenths = Array.from({ length: 10 }, (_, i) => i);
  const course = [
    '',
    'Regret per 1,000 decisions, by tenth of the run:',
    '',
    `| policy | ${tenths.map((i) => i + 1).join(' | ')} |`,
    `|---|${tenths.map(() => '---|').join('')}`,
    ...POLICIES.filter((policy) => policy !== 'oracle').map((policy) => {
      const cells = tenths.map((tenth) =>
        mean(tallies.map((seed) => perThousand(seed[policy], tenth))),
      );
      return `| ${policy} | ${cells.map((cell) => cell.toFixed(1)).join(' | ')} |`;
    }),
  ];
  return [...header, ...rows, ...course].join('\n');
}

function perThousand({ regretByTenth, decisions }: Tally, tenth: number): number {
  return (10_000 * regretByTenth[tenth]!) / decisions;
}

function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}

function meanAndSpread(values: readonly number[], digits = 0, unit = ''): string {
  const spread = (Math.max(...values) - Math.min(...values)) / 2;
  const text = `${mean(values).toFixed(digits)}${unit}`;
  return values.length === 1 ? text : `${text} ± ${spread.toFixed(digits)}`;
}
