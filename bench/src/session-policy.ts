/**
 * `npm run bench -- session-policy`: a policy that looks at the whole visit beside greedy pCTR, popularity and chance,
 * in the simulated market whose visits answer to what they are shown. `--seeds`, `--logged` and `--played` visits;
 * what is done is kept in .data/bench/session-policy, and a run that was cut goes on.
 */
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { DEFAULT_SESSION_TRUTH } from '@placard/simulator';
import { z } from 'zod';
import { openStages } from './replay/stages.ts';
import { type Measured, measure, measuredSchema, OBJECTIVES } from './session-policy/measure.ts';
import { FEATURE_NAMES } from './session-policy/observer.ts';
import { renderPolicies, renderTrials } from './session-policy/report.ts';

const { values } = parseArgs({
  options: {
    seeds: { type: 'string', default: '3' },
    logged: { type: 'string', default: '12000' },
    played: { type: 'string', default: '3000' },
  },
});
const count = z.coerce.number().int().positive();
const sizes = { logged: count.parse(values.logged), played: count.parse(values.played) };
const stages = await openStages(
  fileURLToPath(new URL('../../.data/bench/session-policy', import.meta.url)),
  { version: 1, sizes, truth: DEFAULT_SESSION_TRUTH, FEATURE_NAMES },
);
for (const objective of OBJECTIVES) {
  const runs: Measured[] = [];
  for (let seed = 1; seed <= count.parse(values.seeds); seed++) {
    const run = () =>
      Promise.resolve(
        measure(seed, objective, sizes, (text) =>
          console.log(`${objective}, seed ${seed}: ${text}`),
        ),
      );
    runs.push(await stages.run(`${objective}-${seed}`, measuredSchema, run));
  }
  console.log(`\nBy ${objective}. ${renderPolicies(runs, objective)}\n\n${renderTrials(runs)}\n`);
}
