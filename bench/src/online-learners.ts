/**
 * `npm run bench -- online-learners`: learners that move with every click, in the simulated market, against an oracle
 * that knows the truth. `--decisions`, `--seeds` and `--out`, where finished runs are kept: a run that was cut goes on.
 */
import { existsSync } from 'node:fs';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { dirname, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { z } from 'zod';
import { LEARNERS } from './online-learners/learners.ts';
import { runLearner } from './online-learners/run.ts';

const { values } = parseArgs({
  options: {
    decisions: { type: 'string', default: '20000' },
    seeds: { type: 'string', default: '3' },
    out: { type: 'string', default: '.data/online-learners.json' },
  },
});
const [decisions, seeds] = [Number(values.decisions), Number(values.seeds)];
const out = resolve(process.env.INIT_CWD ?? '.', values.out);
const tallySchema = z.object({
  decisions: z.number(),
  expectedClicks: z.number(),
  regret: z.number(),
  regretByTenth: z.array(z.number()),
});
const kept = z
  .record(z.string(), tallySchema)
  .parse(existsSync(out) ? JSON.parse(await readFile(out, 'utf8')) : {});

const names = Object.keys(LEARNERS);
await mkdir(dirname(out), { recursive: true });
for (let seed = 1; seed <= seeds; seed++) {
  for (const name of names) {
    const key = `${name} | seed ${seed} | ${decisions}`;
    if (kept[key]) continue;
    const startedMs = performance.now();
    const tally = runLearner(name, seed, decisions);
    kept[key] = { ...tally, regretByTenth: [...tally.regretByTenth] };
    await writeFile(out, JSON.stringify(kept));
    const seconds = ((performance.now() - startedMs) / 1000).toFixed(1);
    console.log(`${key}: regret ${tally.regret.toFixed(0)} in ${seconds} s`);
  }
}

console.log(
  `\n${decisions} decisions, 500 viewers, 48 ads, ${seeds} seeds: mean ± half the range.\n`,
);
console.log(
  '| learner | expected clicks | of the oracle | regret | regret per 1,000, last tenth |',
);
console.log('|---|---|---|---|---|');
for (const name of names) {
  const tallies = Array.from(
    { length: seeds },
    (_, i) => kept[`${name} | seed ${i + 1} | ${decisions}`]!,
  );
  const cells = [
    spread(tallies.map(({ expectedClicks }) => expectedClicks)),
    // In the same state, decision by decision: what the oracle would have earned is earned plus regret.
    `${spread(
      tallies.map(
        ({ expectedClicks, regret }) => (100 * expectedClicks) / (expectedClicks + regret),
      ),
      1,
    )} %`,
    spread(tallies.map(({ regret }) => regret)),
    spread(
      tallies.map(({ regretByTenth }) => (10_000 * regretByTenth[9]!) / decisions),
      1,
    ),
  ];
  console.log(`| ${name} | ${cells.join(' | ')} |`);
}

function spread(numbers: readonly number[], digits = 0): string {
  const mean = numbers.reduce((sum, value) => sum + value, 0) / numbers.length;
  const range = (Math.max(...numbers) - Math.min(...numbers)) / 2;
  return `${mean.toFixed(digits)} ± ${range.toFixed(digits)}`;
}
