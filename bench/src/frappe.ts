/**
 * `npm run bench -- frappe --data <frappe_x1> [--models fm,dcn-v2] [--seeds 3] [--choose]`: ranking models on Frappe,
 * published beside ours. Learns from train.csv or, where that is not public, from train.recon.csv (its negatives are
 * drawn anew by the published law) and is judged on each of valid.csv and test.csv that the folder has. What is done
 * is kept in .data/bench/frappe, a cut run goes on. `--choose` judges nothing: it tells, epoch by epoch, how a tenth
 * of the training part is predicted from the other nine, which is what settings were chosen by.
 */
import { createHash } from 'node:crypto';
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseClickBenchOptions } from './click-models/options.ts';
import { CONTESTANTS, DEEP_CONTESTANTS } from './frappe/contestants.ts';
import { figuresSchema, judge, judgeTogether, measure, tellOfTenth } from './frappe/measure.ts';
import { seenPairElsePopularity } from './frappe/pair-history.ts';
import { readFrappe } from './frappe/read-frappe.ts';
import { type Ensemble, type Measured, renderFrappe } from './frappe/report.ts';
import { openStages } from './replay/stages.ts';

const CHOOSE = '--choose';
const args = process.argv.slice(2);
const options = parseClickBenchOptions(
  args.filter((argument) => argument !== CHOOSE),
  CONTESTANTS.map(({ name }) => name),
  3,
);
const kept = fileURLToPath(new URL('../../.data/bench/frappe', import.meta.url));
const startedMs = performance.now();
const say = (text: string) =>
  console.error(`[${((performance.now() - startedMs) / 1000).toFixed(0).padStart(5)}s] ${text}`);

const frappe = await readFrappe(options.data);
const { table, trainCount, trainFile, judged } = frappe;
const contestants = CONTESTANTS.filter(({ name }) => options.models.includes(name));
const digest = (of: unknown) => createHash('sha256').update(JSON.stringify(of)).digest('hex');
const data = digest([table, judged]);
if (args.includes(CHOOSE)) {
  for (const contestant of contestants) {
    const { name, kind, settings, pairHistory } = contestant;
    const key = digest([kind, settings, pairHistory, data]).slice(0, 8);
    const folder = join(kept, `${name}-tenth-${key}.checkpoint`);
    await tellOfTenth(contestant, frappe, folder, (text) => say(`${name}: ${text}`));
    await rm(folder, { recursive: true, force: true });
  }
} else {
  const measured: Measured[] = [];
  for (const contestant of contestants) {
    const runs = [];
    for (let seed = 1; seed <= options.seeds; seed++) {
      const { name, kind, settings, pairHistory } = contestant;
      const inputs = { kind, settings, pairHistory, seed, data };
      const run = `${name}-${seed}-${digest(inputs).slice(0, 8)}`;
      const stages = await openStages(kept, inputs);
      const folder = join(kept, `${run}.checkpoint`);
      runs.push(
        await stages.run(run, figuresSchema, () =>
          measure(contestant, frappe, seed, folder, (text) => say(`${run}: ${text}`)),
        ),
      );
      await rm(folder, { recursive: true, force: true });
    }
    measured.push({ contestant, runs });
  }
  const baseline = judge(seenPairElsePopularity(table, trainCount), frappe);
  say(`learnt from ${trainFile}`);
  console.log(renderFrappe(frappe, baseline, measured, ensembles(measured)));
}

/** The seeds of each model together, and those of all that read no history. */
function ensembles(measured: readonly Measured[]): Ensemble[] {
  const deep = measured.filter(({ contestant }) => DEEP_CONTESTANTS.includes(contestant.name));
  const all = deep.length > 1 ? [{ name: 'all deep', runs: deep.flatMap(({ runs }) => runs) }] : [];
  return [...measured.map(({ contestant: { name }, runs }) => ({ name, runs })), ...all]
    .filter(({ runs }) => runs.length > 1)
    .map(({ name, runs }) => ({ name, size: runs.length, splits: judgeTogether(runs, frappe) }));
}
