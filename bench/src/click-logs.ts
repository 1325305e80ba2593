/**
 * `npm run bench -- click-logs --data <criteo_sample | avazu_sample | talkingdata_adtracking>`: ranking models on a
 * sample of a public click log. The samples are small: what is checked is that the formats are read and at
 * which pace they train; their AUC says little.
 */
import { auc, logLoss } from '@placard/ranking';
import { range } from '@placard/training';
import { readClickLog } from './click-logs/read-click-log.ts';
import { encodeTable } from './click-models/encode-table.ts';
import { fitAndScore } from './click-models/fit-and-score.ts';
import { parseClickBenchOptions } from './click-models/options.ts';

const KINDS = ['logistic-regression', 'fm', 'deepfm', 'dcn-v2'] as const;
const SETTINGS = {
  ...{ embeddingDim: 8, hidden: [64, 32], dropout: 0.2, batchSize: 256, epochs: 12 },
  ...{ embeddingLearningRate: 0.03, embeddingL2: 1e-4 },
};

const options = parseClickBenchOptions(process.argv.slice(2), KINDS, 3);
const log = await readClickLog(options.data);
const { table, trainCount, validationCount } = log;
const data = encodeTable(table, trainCount, 2);
const testFrom = trainCount + validationCount;
const labels = data.labels.subarray(testFrom);
const clicks = labels.reduce((sum, label) => sum + label, 0);
console.log(
  `${log.name}: ${trainCount} rows to learn from, ${validationCount} to stop by, ${labels.length} to judge by with ${clicks} clicks, ${table.fields.length} fields, ${log.split}`,
);
console.log('| model | AUC | log loss | seeds | samples/s |');
console.log('|---|---|---|---|---|');
for (const kind of KINDS.filter((name) => options.models.includes(name))) {
  const runs: { auc: number; logLoss: number; samplesPerSecond: number }[] = [];
  for (let seed = 1; seed <= options.seeds; seed++) {
    const { predictions, samplesPerSecond } = await fitAndScore({
      kind,
      settings: SETTINGS,
      data,
      train: range(0, trainCount),
      validation: range(trainCount, testFrom),
      score: range(testFrom, data.count),
      seed,
    });
    runs.push({
      auc: auc(predictions, labels) ?? Number.NaN,
      logLoss: logLoss(predictions, labels),
      samplesPerSecond,
    });
  }
  const spread = (of: (run: (typeof runs)[number]) => number) => {
    const values = runs.map(of);
    const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
    return `${mean.toFixed(4)} (${Math.min(...values).toFixed(4)} to ${Math.max(...values).toFixed(4)})`;
  };
  const pace = runs.reduce((sum, run) => sum + run.samplesPerSecond, 0) / runs.length;
  console.log(
    `| ${kind} | ${spread((run) => run.auc)} | ${spread((run) => run.logLoss)} | ${runs.length} | ${Math.round(pace).toLocaleString('en-US')} |`,
  );
}
