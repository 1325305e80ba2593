/**
 * `npm run bench -- boosted-trees --data <lightgbm_examples>`: our boosted trees beside LightGBM on its own
 * example of binary classification: 7,000 rows to learn from, 500 to judge by, 100 trees without sampling.
 */
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { auc, logLoss } from '@placard/ranking';
import {
  fitBoostedTrees,
  predictTrees,
  type TreeRows,
  treeSettingsSchema,
} from '@placard/training';

/**
 * LightGBM 4.7.0 from PyPI: lgb.train with objective binary, learning_rate 0.1, deterministic, the number of
 * leaves given, everything else at its default.
 */
const LIGHTGBM = [
  { leaves: 31, auc: 0.83209, logLoss: 0.50432 },
  { leaves: 63, auc: 0.81622, logLoss: 0.52025 },
];
const FEATURES = 28;
const NO_ROWS: TreeRows = {
  values: new Float32Array(0),
  labels: new Float32Array(0),
  weights: new Float32Array(0),
};

const { values: options } = parseArgs({ options: { data: { type: 'string' } } });
if (!options.data) throw new Error('say where the data is: --data <folder>');
const folder = join(options.data, 'binary_classification');
const train = await readRows(join(folder, 'binary.train'));
const test = await readRows(join(folder, 'binary.test'));

console.log('| leaves | engine | AUC | log loss | seconds |');
console.log('|---|---|---|---|---|');
for (const { leaves, ...published } of LIGHTGBM) {
  const startedMs = performance.now();
  const settings = treeSettingsSchema.parse({ leaves, trees: 100 });
  const { ensemble } = fitBoostedTrees(train, NO_ROWS, FEATURES, settings);
  const seconds = (performance.now() - startedMs) / 1000;
  const predictions = Float64Array.from(
    predictTrees(ensemble, test.values),
    (score) => 1 / (1 + Math.exp(-score)),
  );
  const ours = { auc: auc(predictions, test.labels)!, logLoss: logLoss(predictions, test.labels) };
  console.log(line(leaves, 'LightGBM 4.7.0', published, '-'));
  console.log(line(leaves, 'ours', ours, seconds.toFixed(1)));
}

function line(
  leaves: number,
  engine: string,
  figures: { auc: number; logLoss: number },
  seconds: string,
): string {
  return `| ${leaves} | ${engine} | ${figures.auc.toFixed(4)} | ${figures.logLoss.toFixed(4)} | ${seconds} |`;
}

/** Label, then the features, by tabs. */
async function readRows(path: string): Promise<TreeRows> {
  const rows = (await readFile(path, 'utf8'))
    .trim()
    .split('\n')
    .map((row) => row.split('\t').map(Number));
  if (rows.some((row) => row.length !== FEATURES + 1)) {
    throw new Error(`${path} has a row without ${FEATURES} features`);
  }
  return {
    values: Float32Array.from(rows.flatMap((row) => row.slice(1))),
    labels: Float32Array.from(rows, ([label]) => label!),
    weights: new Float32Array(rows.length).fill(1),
  };
}
