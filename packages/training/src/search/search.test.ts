import { seededRandom } from '@placard/domain';
import { describe, expect, it } from 'vitest';
import { searchSettings } from './search.ts';
import { drawSettings, type Settings, type Space } from './space.ts';

const SPACE: Space = {
  rate: { kind: 'number', low: 1e-4, high: 1, log: true },
  width: { kind: 'number', low: 0, high: 10 },
  rule: { kind: 'choice', values: ['adagrad', 'adam', 'ftrl'] },
};

/** Least at rate 0.01, width 7, adam; a short training sees the same with an even error. */
function loss({ rate, width, rule }: Settings, budget: number): number {
  const away = (Math.log10(Number(rate)) + 2) ** 2 + ((Number(width) - 7) / 3) ** 2;
  return away + (rule === 'adam' ? 0 : 1) + 1 / budget;
}

function search(seed: number, trials = 60) {
  let spent = 0;
  const evaluate = async (settings: Settings, budget: number) => {
    spent += budget;
    return loss(settings, budget);
  };
  const options = { space: SPACE, trials, parallel: 6, rungs: [1, 3, 9], keepOneIn: 3, seed };
  return searchSettings({ ...options, evaluate }).then((reports) => ({ reports, spent }));
}

describe('a search for settings', () => {
  it('finds better ones than as many random draws, over ten seeds', async () => {
    let wins = 0;
    for (let seed = 1; seed <= 10; seed++) {
      const { reports } = await search(seed);
      const random = seededRandom(seed + 1000);
      const draws = Array.from({ length: 60 }, () => loss(drawSettings(SPACE, random), 9));
      if (reports[0]!.loss < Math.min(...draws)) wins++;
    }
    expect(wins).toBeGreaterThanOrEqual(8);
  });

  it('ends hopeless trials early: a third climbs each rung', async () => {
    const { reports, spent } = await search(3, 18);
    expect(reports.map(({ rungs }) => rungs).filter((rungs) => rungs === 3)).toHaveLength(3);
    expect(reports.filter(({ pruned }) => pruned)).toHaveLength(15);
    // Three rounds of 6 x 1, 2 x 3 and 1 x 9.
    expect(spent).toBe(63);
    expect(reports[0]!.rungs).toBe(3);
  });

  it('repeats itself under its seed, whichever trial ends first', async () => {
    const slow = (order: number) => async (settings: Settings, budget: number, trial: number) => {
      for (let i = 0; i < ((trial * order) % 7) + 1; i++) await Promise.resolve();
      return loss(settings, budget);
    };
    const run = (order: number) =>
      searchSettings({
        ...{ space: SPACE, trials: 20, parallel: 4, rungs: [1, 3], keepOneIn: 2, seed: 5 },
        evaluate: slow(order),
      });
    expect(await run(3)).toEqual(await run(5));
  });

  it('ranks a training that broke down last', async () => {
    const reports = await searchSettings({
      ...{ space: SPACE, trials: 6, parallel: 6, rungs: [1], keepOneIn: 2, seed: 2 },
      evaluate: async (_, __, trial) => (trial === 4 ? Number.NaN : trial),
    });
    expect(reports.at(-1)?.number).toBe(4);
  });
});
