/**
 * `npm run bench -- sequence-rankers --data <movielens_100k> [--models din,gru] [--seeds 3]`: models that read a
 * history in its order beside models that pool it, on the same rows of MovieLens-100K. A rating of 4 or 5 is a click;
 * by time, eight tenths teach, one chooses settings and epochs, one judges. What is done is kept in
 * .data/bench/sequence-rankers: a cut run goes on.
 */
import { fileURLToPath } from 'node:url';
import { modelKindSchema } from '@placard/contracts';
import { auc, createFeatureEncoder, gauc, logLoss } from '@placard/ranking';
import { encodeTrainingRows, learnFeatureMap, modelDefinition, range } from '@placard/training';
import { z } from 'zod';
import { fitAndScore, type Settings, settingsOf } from './click-models/fit-and-score.ts';
import { parseClickBenchOptions } from './click-models/options.ts';
import { readMovieLens100K } from './replay/import/movielens-100k.ts';
import { openStages } from './replay/stages.ts';
import { CONTESTANTS, type Contestant } from './sequence-rankers/contestants.ts';
import { HISTORY_FEATURES, historyRows } from './sequence-rankers/history-rows.ts';

const figuresSchema = z.object({
  auc: z.number(),
  gauc: z.number(),
  logLoss: z.number(),
  validationLogLoss: z.number(),
  seconds: z.number(),
});
type Figures = z.infer<typeof figuresSchema>;

const options = parseClickBenchOptions(
  process.argv.slice(2),
  CONTESTANTS.map(({ kind }) => kind),
  3,
);
const rows = historyRows(await readMovieLens100K(options.data));
const [validationFrom, testFrom] = [0.8, 0.9].map((share) => Math.floor(share * rows.length)) as [
  number,
  number,
];
const stages = await openStages(
  fileURLToPath(new URL('../../.data/bench/sequence-rankers', import.meta.url)),
  { rows: rows.length, contestants: CONTESTANTS },
);

async function measure({ kind }: Contestant, settings: Settings, seed: number): Promise<Figures> {
  const hyperparameters = settingsOf(kind, settings);
  const definition = modelDefinition(kind);
  const teaching = rows.slice(0, validationFrom);
  const map = learnFeatureMap(HISTORY_FEATURES, teaching, definition, hyperparameters);
  const data = encodeTrainingRows(createFeatureEncoder(map), rows);
  let validationLogLoss = Number.POSITIVE_INFINITY;
  const { predictions, seconds } = await fitAndScore({
    kind,
    settings,
    data,
    train: range(0, validationFrom),
    validation: range(validationFrom, testFrom),
    score: range(testFrom, rows.length),
    seed,
    onEpoch: (_, loss) => {
      validationLogLoss = Math.min(validationLogLoss, loss);
    },
  });
  const labels = data.labels.subarray(testFrom);
  const viewers = rows.slice(testFrom).map(({ viewerKey }) => viewerKey!);
  return {
    auc: auc(predictions, labels)!,
    gauc: gauc(predictions, labels, viewers)!,
    logLoss: logLoss(predictions, labels),
    validationLogLoss,
    seconds,
  };
}

const mean = (values: readonly number[]) =>
  values.reduce((sum, value) => sum + value, 0) / values.length;
const spread = (values: readonly number[]) =>
  `${mean(values).toFixed(4)} (${Math.min(...values).toFixed(4)} to ${Math.max(...values).toFixed(4)})`;

const clicks = rows.slice(testFrom).filter(({ clicked }) => clicked).length;
console.log(`${rows.length - testFrom} test rows, ${clicks} of them clicks\n`);
console.log('| model | AUC | GAUC | log loss | validation log loss | settings | seeds | seconds |');
console.log('|---|---|---|---|---|---|---|---|');
for (const contestant of CONTESTANTS) {
  const kind = modelKindSchema.parse(contestant.kind);
  if (!options.models.includes(kind)) continue;
  const runOf = (choice: number, seed: number) =>
    stages.run(`${kind}-${choice}-${seed}`, figuresSchema, () =>
      measure(contestant, contestant.settings[choice]!, seed),
    );
  const losses: number[] = [];
  for (const choice of contestant.settings.keys()) {
    losses.push((await runOf(choice, 1)).validationLogLoss);
  }
  const chosen = losses.indexOf(Math.min(...losses));
  const runs: Figures[] = [];
  for (let seed = 1; seed <= options.seeds; seed++) runs.push(await runOf(chosen, seed));
  const of = (name: keyof Figures) => runs.map((run) => run[name]);
  const { embeddingLearningRate } = settingsOf(kind, contestant.settings[chosen]!);
  console.log(
    `| ${[
      kind,
      ...(['auc', 'gauc', 'logLoss', 'validationLogLoss'] as const).map((name) => spread(of(name))),
      `rows at ${embeddingLearningRate}`,
      runs.length,
      mean(of('seconds')).toFixed(0),
    ].join(' | ')} |`,
  );
}
