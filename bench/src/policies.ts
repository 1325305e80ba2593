/**
 * `npm run bench -- policies`: every serving policy in the simulated market, through the serving pipeline and the
 * folds that the worker runs, against an oracle that knows the truth. `--decisions`, `--warm-up`, `--seeds`,
 * `--only <part of a name>`, and `--out`, where finished cells are kept: a run that was cut goes on.
 */
import { existsSync } from 'node:fs';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { dirname, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { defaultFeatures, loadScorer, type Scorer } from '@placard/ranking';
import { type TrainingRow, trainModel } from '@placard/training';
import { z } from 'zod';
import { type Cell, type Contestant, playWarmUp, rowsOf, runCell } from './policies/run-cell.ts';
import { MODEL_ID } from './policies/snapshot.ts';

const { values } = parseArgs({
  options: {
    decisions: { type: 'string', default: '3000' },
    'warm-up': { type: 'string', default: '4000' },
    seeds: { type: 'string', default: '3' },
    'first-seed': { type: 'string', default: '1' },
    only: { type: 'string', default: '' },
    out: { type: 'string', default: '.data/policies.json' },
  },
});
const ATTRIBUTE = 'viewer-attribute:';
const [decisions, warmUp, seeds] = [values.decisions, values['warm-up'], values.seeds].map(
  Number,
) as [number, number, number];
const out = resolve(process.env.INIT_CWD ?? '.', values.out);

const byCounts = { model: null, exploration: 0.05 };
const overModel = { model: 'dcn-v2', exploration: 0.05 } as const;
/** A row more is an object more; what a session policy is worth is judged on whole visits, in `session-policy`. */
const CONTESTANTS: readonly Contestant[] = [
  { name: 'random', policy: null, model: null, exploration: 1 },
  { name: 'popularity', policy: 'greedy', model: null, exploration: 0 },
  { name: 'Thompson over counts', policy: 'counts-thompson', model: null, exploration: 0 },
  { name: 'FTRL', policy: 'ftrl', ...byCounts },
  { name: 'Bayesian last layer', policy: 'bayesian-last-layer', ...byCounts },
  { name: 'linear Thompson', policy: 'linear-thompson', ...byCounts },
  { name: 'LinUCB', policy: 'lin-ucb', ...byCounts },
  { name: 'LR, greedy', policy: 'greedy', model: 'logistic-regression', exploration: 0 },
  { name: 'DCN-v2, greedy', policy: 'greedy', model: 'dcn-v2', exploration: 0 },
  { name: 'DCN-v2, 5 % explored', policy: 'greedy', ...overModel },
  { name: 'FTRL on DCN-v2', policy: 'ftrl', ...overModel },
  { name: 'Bayesian last layer on DCN-v2', policy: 'bayesian-last-layer', ...overModel },
  { name: 'linear Thompson on DCN-v2', policy: 'linear-thompson', ...overModel },
  { name: 'LinUCB on DCN-v2', policy: 'lin-ucb', ...overModel },
];

const cellSchema = z.object({
  ...{ decisions: z.number(), expectedClicks: z.number(), regret: z.number() },
  ...{ regretLastTenth: z.number(), ndcg: z.number(), calibration: z.number().nullable() },
  ...{ latencyP50Us: z.number().nullable(), latencyP99Us: z.number().nullable() },
});
type Kept = z.infer<typeof cellSchema>;
const kept = z
  .record(z.string(), cellSchema)
  .parse(existsSync(out) ? JSON.parse(await readFile(out, 'utf8')) : {});
await mkdir(dirname(out), { recursive: true });

const keyOf = (name: string, seed: number) => `${name} | seed ${seed} | ${warmUp} + ${decisions}`;
for (let seed = Number(values['first-seed']); seed <= seeds; seed++) {
  const options = { seed, warmUp, decisions };
  const scorers = new Map<string, Scorer>();
  let steps: Awaited<ReturnType<typeof playWarmUp>> | undefined;
  for (const contestant of CONTESTANTS) {
    const key = keyOf(contestant.name, seed);
    if (kept[key] || !contestant.name.includes(values.only)) continue;
    const startedMs = performance.now();
    const { model } = contestant;
    steps ??= await playWarmUp(options);
    if (model && !scorers.has(model)) {
      scorers.set(model, await trained(model, seed, rowsOf(steps)));
    }
    const scorer = model ? scorers.get(model)! : null;
    const cell: Cell = await runCell(contestant, scorer, options, steps);
    kept[key] = { ...cell, calibration: Number.isNaN(cell.calibration) ? null : cell.calibration };
    await writeFile(out, JSON.stringify(kept));
    const seconds = ((performance.now() - startedMs) / 1000).toFixed(1);
    console.log(`${key}: regret ${cell.regret.toFixed(0)} in ${seconds} s`);
  }
  for (const scorer of scorers.values()) await scorer.dispose();
}

console.log(
  `\n${decisions} decisions after ${warmUp} by counts, 500 viewers, 48 ads: mean ± half the range.\n`,
);
console.log(
  '| policy | of the oracle’s clicks | regret | regret per 1,000, last tenth | nDCG@5 of what it ranked first | predicted over true clicks | latency p50 / p99 ms | seeds |',
);
console.log('|---|---|---|---|---|---|---|---|');
for (const { name } of CONTESTANTS) {
  const cells = Array.from({ length: seeds }, (_, i) => kept[keyOf(name, i + 1)]).filter(
    (cell) => cell !== undefined,
  );
  if (cells.length === 0) continue;
  const of = (read: (cell: Kept) => number, digits: number) => spread(cells.map(read), digits);
  const isServed = cells.every(({ latencyP50Us }) => latencyP50Us !== null);
  const row = [
    `${of(({ expectedClicks, regret }) => (100 * expectedClicks) / (expectedClicks + regret), 1)} %`,
    of(({ regret }) => regret, 0),
    of(({ regretLastTenth, decisions: all }) => (10_000 * regretLastTenth) / all, 1),
    of(({ ndcg }) => ndcg, 3),
    isServed ? of(({ calibration }) => calibration!, 2) : '-',
    isServed
      ? `${of(({ latencyP50Us }) => latencyP50Us! / 1000, 1)} / ${of(({ latencyP99Us }) => latencyP99Us! / 1000, 1)}`
      : '-',
    cells.length,
  ];
  console.log(`| ${name} | ${row.join(' | ')} |`);
}

async function trained(
  modelKind: 'logistic-regression' | 'dcn-v2',
  seed: number,
  rows: readonly TrainingRow[],
): Promise<Scorer> {
  const { files, card } = await trainModel({
    rows,
    featureDefinitions: defaultFeatures({
      viewerAttributes: Object.keys(rows[0]!.values).flatMap((name) =>
        name.startsWith(ATTRIBUTE) ? name.slice(ATTRIBUTE.length) : [],
      ),
    }).map(({ name, side, kind }) => ({ name, side, kind })),
    modelKind,
    hyperparameters:
      modelKind === 'dcn-v2'
        ? // Small batches: a few thousand rows are few steps otherwise.
          { embeddingDim: 8, hidden: [32], batchSize: 64, epochs: 12, patienceEpochs: 3 }
        : { embeddingLearningRate: 0.1, epochs: 15, patienceEpochs: 2 },
    seed,
    threads: 1,
    refit: true,
    clock: { nowMs: () => performance.now() },
  });
  const { metrics, baselines } = card;
  const auc = [metrics.auc, baselines['logistic-regression']?.auc, baselines.popularity?.auc];
  console.log(
    `seed ${seed}: ${modelKind} on the last fifth of the log: AUC ${auc.map((one) => one?.toFixed(3) ?? '-').join(', ')} (itself, logistic regression, popularity)`,
  );
  return loadScorer(MODEL_ID, files);
}

function spread(numbers: readonly number[], digits: number): string {
  const mean = numbers.reduce((sum, value) => sum + value, 0) / numbers.length;
  const range = (Math.max(...numbers) - Math.min(...numbers)) / 2;
  return `${mean.toFixed(digits)} ± ${range.toFixed(digits)}`;
}
