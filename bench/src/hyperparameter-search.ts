/**
 * Looks for settings of a model over exported training rows: TPE suggests, processes train in parallel, and the
 * hopeless end after few epochs. `tsx src/hyperparameter-search.ts --rows rows.ndjson --features features.json
 * [--model dcn-v2] [--trials 18] [--parallel 2] [--seed 1]`
 */

import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { hyperparameterChoicesSchema, modelKindSchema } from '@placard/contracts';
import {
  featureDefinitionSchema,
  runTrainingProcess,
  type Settings,
  type Space,
  searchSettings,
} from '@placard/training';
import { z } from 'zod';

const { values } = parseArgs({
  options: {
    rows: { type: 'string' },
    features: { type: 'string' },
    model: { type: 'string', default: 'dcn-v2' },
    trials: { type: 'string', default: '18' },
    parallel: { type: 'string', default: '2' },
    seed: { type: 'string', default: '1' },
  },
});
const options = z
  .object({
    rows: z.string('--rows names a file of training rows'),
    features: z.string('--features names a JSON list of feature definitions'),
    model: modelKindSchema,
    trials: z.coerce.number().int().positive(),
    parallel: z.coerce.number().int().positive(),
    seed: z.coerce.number().int(),
  })
  .parse(values);

const SPACE: Space = {
  learningRate: { kind: 'number', low: 2e-4, high: 1e-2, log: true },
  embeddingLearningRate: { kind: 'number', low: 5e-3, high: 0.3, log: true },
  l2: { kind: 'number', low: 1e-8, high: 1e-3, log: true },
  dropout: { kind: 'number', low: 0, high: 0.4 },
  embeddingDim: { kind: 'choice', values: [8, 16, 32] },
  embeddingOptimiser: { kind: 'choice', values: ['adagrad', 'adam', 'ftrl'] },
  schedule: { kind: 'choice', values: ['plateau', 'cosine'] },
};
/** Epochs of each rung. */
const RUNGS = [1, 3, 8];

const featureDefinitions = z
  .array(featureDefinitionSchema)
  .parse(JSON.parse(await readFile(options.features, 'utf8')));
const folder = await mkdtemp(join(tmpdir(), 'placard-search-'));

/** The least validation log loss within so many epochs; the test slice is not looked at. */
async function evaluate(settings: Settings, epochs: number, trial: number): Promise<number> {
  const own = join(folder, `${trial}-${epochs}`);
  const { curve } = await runTrainingProcess({
    spec: {
      rowsFile: options.rows,
      featureDefinitions,
      modelKind: options.model,
      hyperparameters: hyperparameterChoicesSchema.parse({ ...settings, epochs }),
      seed: options.seed,
      threads: 1,
      checkpointFolder: join(own, 'checkpoint'),
      artefactFolder: join(own, 'artefact'),
    },
  });
  const losses = curve.map(
    ({ validationLogLoss }) => validationLogLoss ?? Number.POSITIVE_INFINITY,
  );
  return Math.min(...losses);
}

try {
  const reports = await searchSettings({
    space: SPACE,
    trials: options.trials,
    parallel: options.parallel,
    rungs: RUNGS,
    keepOneIn: 3,
    seed: options.seed,
    evaluate,
    onTrial: ({ number, loss, rungs, pruned }) =>
      console.log(
        `trial ${number}: ${loss.toFixed(5)} on rung ${rungs}${pruned ? ', pruned' : ''}`,
      ),
  });
  console.table(reports.slice(0, 5).map(({ settings, loss }) => ({ loss, ...settings })));
} finally {
  await rm(folder, { recursive: true, force: true });
}
