/**
 * `npm run bench -- frappe --data <frappe_x1> [--models fm,dcn-v2] [--seeds 3]`: ranking models on Frappe, published
 * beside ours. Learns from train.recon.csv (its negatives are drawn anew by the published law) and is judged on
 * valid.csv, for the test split is not public here. What is done is kept in .data/bench/frappe, a cut run goes on.
 */
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseClickBenchOptions } from './click-models/options.ts';
import { CONTESTANTS } from './frappe/contestants.ts';
import { figuresSchema, judge, measure } from './frappe/measure.ts';
import { seenPairElsePopularity } from './frappe/pair-history.ts';
import { readFrappe } from './frappe/read-frappe.ts';
import { type Measured, renderFrappe } from './frappe/report.ts';
import { openStages } from './replay/stages.ts';

const options = parseClickBenchOptions(
  process.argv.slice(2),
  CONTESTANTS.map(({ name }) => name),
  3,
);
const kept = fileURLToPath(new URL('../../.data/bench/frappe', import.meta.url));
const startedMs = performance.now();
const say = (text: string) =>
  console.error(`[${((performance.now() - startedMs) / 1000).toFixed(0).padStart(5)}s] ${text}`);

const { table, trainCount } = await readFrappe(options.data);
const baseline = judge(seenPairElsePopularity(table, trainCount), table, trainCount);
const measured: Measured[] = [];
for (const contestant of CONTESTANTS) {
  if (!options.models.includes(contestant.name)) continue;
  const runs = [];
  for (let seed = 1; seed <= options.seeds; seed++) {
    const run = `${contestant.name}-${seed}`;
    const stages = await openStages(kept, { contestant, seed, rows: table.rows.length });
    const folder = join(kept, `${run}.checkpoint`);
    runs.push(
      await stages.run(run, figuresSchema, () =>
        measure(contestant, table, trainCount, seed, folder, (text) => say(`${run}: ${text}`)),
      ),
    );
    await rm(folder, { recursive: true, force: true });
  }
  measured.push({ contestant, runs });
}
console.log(renderFrappe(baseline, measured));
