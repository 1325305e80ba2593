/**
 * `npm run replay -- --data <folder>`: a data set as an ad market, replayed in time order through the platform
 * that the launcher has just started, and the table of what each method would have been worth.
 */
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { readPlatformEnv } from '@placard/dev/platform';
import { seededRandom } from '@placard/domain';
import { measureAgreement } from './agreement.ts';
import { evaluateSplit } from './evaluate.ts';
import { ImportError } from './import/dataset.ts';
import { readDataset } from './import/read-dataset.ts';
import { sampleViewers } from './import/sample-viewers.ts';
import { loggedRowSchema } from './logged-rows.ts';
import { SETTINGS } from './models.ts';
import { parseOptions, UsageError } from './options.ts';
import { perViewerSchema, rankPopular, runPerViewer } from './per-viewer.ts';
import { percentiles, type ReplayResult, renderReport } from './report.ts';
import { splitPerViewer, timeBoundary } from './splits.ts';
import { openStages } from './stages.ts';
import { platformRunSchema, type Replayed, replayThroughPlatform } from './through-platform.ts';

const startedMs = performance.now();
const say = (text: string) =>
  console.log(`[${((performance.now() - startedMs) / 1000).toFixed(1).padStart(6)}s] ${text}`);

try {
  await main();
} catch (error) {
  if (!(error instanceof UsageError || error instanceof ImportError)) throw error;
  console.error(error.message);
  process.exitCode = 1;
}

async function main(): Promise<void> {
  // npm runs scripts in the checkout; INIT_CWD is where the person typed the command.
  const options = parseOptions(process.argv.slice(2), process.env.INIT_CWD ?? process.cwd());
  const { seed, trainShare, windowMs, deepKind, limit } = options;
  const all = await readDataset(options.dataFolder);
  const dataset = limit ? sampleViewers(all, limit, seededRandom(seed)) : all;
  const { interactions, viewers, items } = dataset;
  const boundary = timeBoundary(interactions, trainShare);
  say(`${dataset.name}: ${interactions.length} interactions of ${viewers.length} viewers`);

  const stages = await openStages(options.outFolder, {
    ...{ dataset, seed, trainShare, windowMs, deepKind, rankers: options.rankers },
    settings: SETTINGS,
  });
  let replayed: Promise<Replayed> | undefined;
  const replay = () => {
    const env = readPlatformEnv(process.env);
    replayed ??= replayThroughPlatform(env, dataset, boundary, options, say);
    return replayed;
  };
  const rows = await stages.runLines('rows', loggedRowSchema, async () => (await replay()).rows);
  const run = await stages.run('platform', platformRunSchema, async () => (await replay()).run);

  const ownSplit = splitPerViewer(interactions, trainShare);
  const own = await stages.run('per-viewer', perViewerSchema, () =>
    runPerViewer(dataset, run.market, rows, ownSplit, options, say),
  );
  const byTime = {
    train: interactions.slice(0, boundary).map((_, i) => i),
    test: interactions.slice(boundary).map((_, i) => boundary + i),
  };
  say('measuring');
  const result: ReplayResult = {
    dataset: dataset.name,
    interactions: interactions.length,
    viewers: viewers.length,
    items: items.length,
    deepKind,
    windowSeconds: windowMs / 1000,
    trainShare,
    seed,
    byTime: evaluateSplit({
      dataset,
      rows,
      split: byTime,
      predictions: {
        ...run.testPredictions,
        [`${deepKind}, corrected online`]: rows.slice(boundary).map(({ pCtr }) => pCtr),
      },
      lists: {
        popularity: rankPopular(dataset, run.market, byTime),
        ...run.lists,
        ...run.retrievedLists,
      },
      seed,
    }),
    perViewer: evaluateSplit({
      dataset,
      rows,
      split: ownSplit,
      predictions: own.predictions,
      lists: own.lists,
      seed,
    }),
    agreement: measureAgreement(dataset, run, rows, boundary, windowMs, deepKind),
    latency: {
      oneAdHttpMs: percentiles(run.latenciesMs),
      oneAdServerMs: percentiles(rows.map((row) => row.latencyUs / 1000)),
      tenSlotsHttpMs: Object.fromEntries(
        Object.entries(run.lists).map(([kind, lists]) => [
          kind,
          percentiles(lists.map(({ latencyMs }) => latencyMs)),
        ]),
      ),
    },
    replaySeconds: run.replaySeconds,
  };
  const report = renderReport(result);
  await writeFile(join(options.outFolder, 'results.json'), `${JSON.stringify(result, null, 2)}\n`);
  await writeFile(join(options.outFolder, 'report.md'), report);
  console.log(`\n${report}`);
  say(`results are in ${options.outFolder}`);
}
