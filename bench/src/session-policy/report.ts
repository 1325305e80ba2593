import type { Measured, Objective } from './measure.ts';

/** Means over seeds, half the range after them. */
export function renderPolicies(runs: readonly Measured[], objective: Objective): string {
  const names = Object.keys(runs[0]!.policies);
  const lines = [
    `${runs.length} seeds of ${runs[0]!.policies.greedy!.visits} visits, learnt from ${Math.round(mean(runs.map(({ decisions }) => decisions)))} logged decisions.`,
    '',
    '| policy | clicks a visit | value a visit | page views a visit | clicks a page view | against greedy, by seed (standard error) |',
    '|---|---|---|---|---|---|',
  ];
  for (const name of names) {
    const of = runs.map(({ policies }) => policies[name]!);
    const greedy = runs.map(({ policies }) => policies.greedy!);
    const against = of.map(({ overGreedy, standardError }, i) => {
      const base = objective === 'clicks' ? greedy[i]!.expectedClicks : greedy[i]!.value;
      return `${percent(overGreedy / base)} (${((100 * standardError) / base).toFixed(1)})`;
    });
    lines.push(
      `| ${name} | ${spread(of.map((one) => one.expectedClicks))} | ${spread(of.map((one) => one.value))} | ${spread(
        of.map((one) => one.pages),
        2,
      )} | ${spread(of.map((one) => one.expectedClicks / one.pages))} | ${name === 'greedy' ? '' : against.join(', ')} |`,
    );
  }
  return lines.join('\n');
}

/** What the log said of a fifth of the decisions by a policy, and what that then earned. */
export function renderTrials(runs: readonly Measured[]): string {
  const lines = [
    '| a fifth of the decisions by | seed | the log earned | IPS | weighted | doubly robust | then earned | visits it was worth |',
    '|---|---|---|---|---|---|---|---|',
  ];
  for (const name of Object.keys(runs[0]!.trials)) {
    runs.forEach(({ trials }, i) => {
      const { logged, ips, snips, doublyRobust, truth, effectiveVisits } = trials[name]!;
      const cells = [ips, snips, doublyRobust].map(
        ({ estimate, from, to }) =>
          `${estimate.toFixed(3)} (${from.toFixed(3)} to ${to.toFixed(3)})`,
      );
      lines.push(
        `| ${name} | ${i + 1} | ${logged.toFixed(3)} | ${cells.join(' | ')} | ${truth.toFixed(3)} | ${effectiveVisits.toFixed(0)} |`,
      );
    });
  }
  return lines.join('\n');
}

function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}

function spread(values: readonly number[], digits = 4): string {
  const half = (Math.max(...values) - Math.min(...values)) / 2;
  return `${mean(values).toFixed(digits)} ± ${half.toFixed(digits)}`;
}

function percent(share: number): string {
  return `${share >= 0 ? '+' : ''}${(100 * share).toFixed(1)} %`;
}
