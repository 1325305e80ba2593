import { readPlatformEnv } from '@placard/dev/platform';
import { seededRandom } from '@placard/domain';
import { readDataset } from './import/read-dataset.ts';
import { sampleViewers } from './import/sample-viewers.ts';
import { parseOptions, UsageError } from './options.ts';
import { timeBoundary } from './splits.ts';
import { replayThroughPlatform } from './through-platform.ts';

const startedMs = performance.now();
const say = (text: string) =>
  console.log(`[${((performance.now() - startedMs) / 1000).toFixed(1).padStart(6)}s] ${text}`);
const options = parseOptions(process.argv.slice(2), process.cwd());
const all = await readDataset(options.dataFolder);
const dataset = options.limit ? sampleViewers(all, options.limit, seededRandom(options.seed)) : all;
const boundary = timeBoundary(dataset.interactions, options.trainShare);
say(
  `${dataset.name}: ${dataset.interactions.length} interactions of ${dataset.viewers.length} viewers`,
);
const run = await replayThroughPlatform(
  readPlatformEnv(process.env),
  dataset,
  boundary,
  options,
  say,
);
say(`done in ${run.replaySeconds}`);
