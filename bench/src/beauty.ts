/**
 * Next-item models on Amazon Beauty (2014, 5-core): of each viewer the last item is the test, the one before
 * it the validation target; ranked among all items not had yet. Published figures stand beside ours. Trains
 * with checkpoints in .data/beauty and goes on where it stopped; a run that is not done says so.
 * `npm run bench -- beauty --data <folder> [--models bsarec,...] [--seeds 3] [--minutes 20]`
 */
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { systemClock } from '@placard/domain';
import {
  evaluateNextItem,
  fitSequenceModel,
  holdOutLast,
  mixture,
  type NextItemModel,
  type NextItemQuality,
  SEQUENCE_ENCODERS,
  type SequenceEncoderName,
  sequenceSettingsSchema,
} from '@placard/training';
import { z } from 'zod';
import { BASELINES, type BaselineName, fitBaseline } from './beauty/baselines.ts';
import { PUBLISHED, SETTINGS } from './beauty/models.ts';
import { readSequences } from './beauty/read-sequences.ts';

/** BSARec as far as it is trained, mixed with the Markov chain; the share is chosen on validation cases. */
const MIXTURE = 'bsarec+markov-chain';
const MARKOV_SHARES = [0, 0.1, 0.2, 0.3, 0.4, 0.5];

const names = [
  ...(Object.keys(BASELINES) as BaselineName[]),
  ...(Object.keys(SEQUENCE_ENCODERS) as SequenceEncoderName[]),
  MIXTURE,
] as const;
const { values } = parseArgs({
  options: {
    data: { type: 'string' },
    models: { type: 'string', default: names.join() },
    seeds: { type: 'string', default: '1' },
    minutes: { type: 'string', default: '20' },
  },
});
const options = z
  .object({
    data: z.string({ error: 'say --data <folder with Beauty.txt>' }),
    models: z.string().transform((text) => z.array(z.enum(names)).parse(text.split(','))),
    seeds: z.coerce.number().int().positive(),
    minutes: z.coerce.number().positive(),
  })
  .parse(values);

interface Run {
  readonly validation: number;
  readonly test: NextItemQuality;
  readonly epochs: number | null;
  readonly finished: boolean;
  readonly cpuMinutes: number;
}

const { sequences, itemCount, digest } = await readSequences(options.data, 'Beauty');
const checkpoints = join(import.meta.dirname, '../../.data/beauty', digest.slice(0, 12));
const { train, validation, test } = holdOutLast(sequences);
const endMs = systemClock.nowMs() + options.minutes * 60_000;
const rows = [];
for (const name of options.models) {
  const runs: Run[] = [];
  for (let seed = 1; seed <= options.seeds; seed++) {
    if (runs.length > 0 && (!usesChance(name) || systemClock.nowMs() > endMs)) break;
    if (isBaseline(name)) runs.push(await baselineRun(name, seed));
    else if (name === MIXTURE) runs.push(await sequenceRun('bsarec', seed, mixedWithMarkov));
    else runs.push(await sequenceRun(name, seed));
  }
  rows.push(tableRow(name, runs));
  console.log(JSON.stringify(rows.at(-1)));
}
console.table(rows);
console.log(
  'The model to serve is the best by validation nDCG@10; test figures chose nothing. Published: RecBoard.',
);

function isBaseline(name: string): name is BaselineName {
  return name in BASELINES;
}

function usesChance(name: string): boolean {
  return !isBaseline(name) || BASELINES[name].method.usesChance;
}

async function baselineRun(name: BaselineName, seed: number): Promise<Run> {
  const cpu = process.cpuUsage();
  const model = fitBaseline(name, train, itemCount, seed);
  const { user, system } = process.cpuUsage(cpu);
  return {
    validation: (await evaluateNextItem(model, validation)).ndcg[10],
    test: await evaluateNextItem(model, test),
    epochs: null,
    finished: true,
    cpuMinutes: (user + system) / 60e6,
  };
}

/** Every fourth validation case chooses: it settles one number. */
async function mixedWithMarkov(model: NextItemModel): Promise<NextItemModel> {
  const markov = fitBaseline('markov-chain', train, itemCount, 1);
  const some = validation.filter((_, index) => index % 4 === 0);
  let best = { ndcg: -1, mixed: model };
  for (const share of MARKOV_SHARES) {
    const mixed = mixture([
      { model, weight: 1 - share, scale: 'logits' },
      { model: markov, weight: share, scale: 'shares' },
    ]);
    const ndcg = (await evaluateNextItem(mixed, some)).ndcg[10];
    if (ndcg > best.ndcg) best = { ndcg, mixed };
  }
  return best.mixed;
}

async function sequenceRun(
  name: SequenceEncoderName,
  seed: number,
  refine?: (model: NextItemModel) => Promise<NextItemModel>,
): Promise<Run> {
  const { model, finished, progress } = await fitSequenceModel({
    encoder: SEQUENCE_ENCODERS[name],
    settings: sequenceSettingsSchema.parse(SETTINGS[name]),
    ...{ itemCount, sequences: train, validation, seed, threads: 1 },
    checkpoint: join(checkpoints, `${name}-${seed}.run`),
    pause: () => systemClock.nowMs() > endMs,
    onEpoch: ({ bestValidation, curve, epoch }) => {
      const { loss, validation: ndcg } = curve.at(-1)!;
      console.error(
        `${name} seed ${seed} epoch ${epoch}: loss ${loss.toFixed(3)}, validation nDCG@10 ${ndcg.toFixed(4)}, best ${bestValidation.toFixed(4)}`,
      );
    },
  });
  const judged = refine ? await refine(model) : model;
  const quality = await evaluateNextItem(judged, test);
  const ndcg = refine
    ? (await evaluateNextItem(judged, validation)).ndcg[10]
    : progress.bestValidation;
  await model.release();
  return {
    validation: ndcg,
    test: quality,
    epochs: progress.epoch,
    finished,
    cpuMinutes: progress.cpuSeconds / 60,
  };
}

function tableRow(name: string, runs: readonly Run[]) {
  const [hitRate, ndcg] = PUBLISHED[name] ?? [];
  const over = (value: (run: Run) => number) => meanAndSpread(runs.map(value));
  return {
    model: name,
    seeds: runs.length,
    epochs: runs.map(({ epochs }) => epochs ?? '-').join(),
    done: runs.every(({ finished }) => finished) ? 'yes' : 'no, cut by --minutes',
    'CPU min': runs.reduce((sum, run) => sum + run.cpuMinutes, 0).toFixed(1),
    'validation nDCG@10': over((run) => run.validation),
    'HR@5': over((run) => run.test.hitRate[5]),
    'HR@10': over((run) => run.test.hitRate[10]),
    'HR@10 published': hitRate ?? '',
    'HR@20': over((run) => run.test.hitRate[20]),
    'nDCG@5': over((run) => run.test.ndcg[5]),
    'nDCG@10': over((run) => run.test.ndcg[10]),
    'nDCG@10 published': ndcg ?? '',
    'nDCG@20': over((run) => run.test.ndcg[20]),
  };
}

/** The mean and, of several, the standard deviation between them. */
function meanAndSpread(values: readonly number[]): string {
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  if (values.length < 2) return mean.toFixed(4);
  const squares = values.reduce((sum, value) => sum + (value - mean) ** 2, 0);
  return `${mean.toFixed(4)} ± ${Math.sqrt(squares / (values.length - 1)).toFixed(4)}`;
}
