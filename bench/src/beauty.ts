/**
 * Next-item models on Amazon Beauty (2014, 5-core), or another set of that form: of each viewer the last item is
 * the test, the one before it the validation target; ranked among all items not had yet. Published figures stand
 * beside ours. Trains with checkpoints in .data/beauty and goes on where it stopped; a run that is not done says so.
 * `npm run bench -- beauty --data <folder> [--set Beauty] [--models bsarec,...] [--seeds 3] [--minutes 20]`
 */
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { systemClock } from '@placard/domain';
import {
  evaluateNextItem,
  fitSequenceModel,
  holdOutLast,
  type NextItemModel,
  type NextItemQuality,
  SEQUENCE_ENCODERS,
  type SequenceEncoderName,
  sequenceSettingsSchema,
} from '@placard/training';
import { z } from 'zod';
import { BASELINES, type BaselineName, fitBaseline } from './beauty/baselines.ts';
import { chosenMixture, MIXTURES } from './beauty/mixtures.ts';
import { PUBLISHED, SETTINGS } from './beauty/models.ts';
import { readSequences } from './beauty/read-sequences.ts';

const encoderNames = Object.keys(SEQUENCE_ENCODERS) as SequenceEncoderName[];
const names = [BASELINES, SEQUENCE_ENCODERS, MIXTURES].flatMap((rows) => Object.keys(rows));
const { values } = parseArgs({
  options: {
    data: { type: 'string' },
    set: { type: 'string' },
    models: { type: 'string', default: names.join() },
    seeds: { type: 'string', default: '1' },
    minutes: { type: 'string', default: '20' },
  },
});
const options = z
  .object({
    data: z.string({ error: 'say --data <folder with Beauty.txt>' }),
    set: z.string().optional(),
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

interface Fitted extends Pick<Run, 'epochs' | 'finished' | 'cpuMinutes'> {
  readonly model: NextItemModel;
  readonly scale: 'logits' | 'shares';
  readonly release: () => Promise<void>;
}

// npm runs scripts in the checkout; INIT_CWD is where the person typed the command.
const folder = resolve(process.env.INIT_CWD ?? process.cwd(), options.data);
const { set, sequences, itemCount, digest } = await readSequences(folder, options.set ?? null);
const checkpoints = join(import.meta.dirname, '../../.data/beauty', digest.slice(0, 12));
const { train, validation, test } = holdOutLast(sequences);
const endMs = systemClock.nowMs() + options.minutes * 60_000;
const rows = [];
for (const name of options.models) {
  const runs: Run[] = [];
  for (let seed = 1; seed <= options.seeds; seed++) {
    if (runs.length > 0 && (!usesChance(name) || systemClock.nowMs() > endMs)) break;
    runs.push(await (name in MIXTURES ? mixtureRun(name, seed) : singleRun(name, seed)));
  }
  rows.push(tableRow(name, runs));
  console.log(JSON.stringify(rows.at(-1)));
}
console.table(rows);
console.log(`${set}: ${sequences.length} viewers, ${itemCount} items.`);
console.log(
  'The model to serve is the best by validation nDCG@10; test figures chose nothing. Published: RecBoard.',
);

function isBaseline(name: string): name is BaselineName {
  return name in BASELINES;
}

function usesChance(name: string): boolean {
  return !isBaseline(name) || BASELINES[name].method.usesChance;
}

async function singleRun(name: string, seed: number): Promise<Run> {
  const { model, release, ...rest } = await fitted(name, seed);
  const run = {
    ...rest,
    validation: (await evaluateNextItem(model, validation)).ndcg[10],
    test: await evaluateNextItem(model, test),
  };
  await release();
  return run;
}

/** Every fourth validation case chooses the shares, and is what the row reports. */
async function mixtureRun(name: string, seed: number): Promise<Run> {
  const members: Fitted[] = [];
  for (const member of MIXTURES[name]!(seed)) members.push(await fitted(member.model, member.seed));
  const some = validation.filter((_, index) => index % 4 === 0);
  const { model, shares, quality } = await chosenMixture(members, some);
  console.error(`${name} seed ${seed}: shares ${shares.map((one) => one.toFixed(2)).join(', ')}`);
  const run = {
    validation: quality,
    test: await evaluateNextItem(model, test),
    epochs: members.reduce((sum, { epochs }) => sum + (epochs ?? 0), 0),
    finished: members.every(({ finished }) => finished),
    cpuMinutes: members.reduce((sum, { cpuMinutes }) => sum + cpuMinutes, 0),
  };
  for (const { release } of members) await release();
  return run;
}

function fitted(name: string, seed: number): Promise<Fitted> {
  return isBaseline(name)
    ? Promise.resolve(fittedBaseline(name, seed))
    : trained(z.enum(encoderNames).parse(name), seed);
}

function fittedBaseline(name: BaselineName, seed: number): Fitted {
  const cpu = process.cpuUsage();
  const model = fitBaseline(name, train, itemCount, seed);
  const { user, system } = process.cpuUsage(cpu);
  const cpuMinutes = (user + system) / 60e6;
  return {
    model,
    scale: 'shares',
    epochs: null,
    finished: true,
    cpuMinutes,
    release: async () => {},
  };
}

async function trained(name: SequenceEncoderName, seed: number): Promise<Fitted> {
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
  const { epoch, cpuSeconds } = progress;
  return {
    ...{ model, finished, scale: 'logits', epochs: epoch, cpuMinutes: cpuSeconds / 60 },
    release: () => model.release(),
  };
}

function tableRow(name: string, runs: readonly Run[]) {
  const [hitRate, ndcg] = (set === 'Beauty' && PUBLISHED[name]) || [];
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
    'MRR@20': over((run) => run.test.reciprocalRank[20]),
  };
}

/** The mean and, of several, the standard deviation between them. */
function meanAndSpread(values: readonly number[]): string {
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  if (values.length < 2) return mean.toFixed(4);
  const squares = values.reduce((sum, value) => sum + (value - mean) ** 2, 0);
  return `${mean.toFixed(4)} ± ${Math.sqrt(squares / (values.length - 1)).toFixed(4)}`;
}
