import { resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { MODEL_KINDS, type ModelKind } from '@placard/contracts';
import { z } from 'zod';

const DEFAULT_RANKERS = [
  'logistic-regression',
  'fm',
  'deepfm',
  'dcn-v2',
  'din',
  'final-mlp',
  'boosted-trees',
] as const satisfies readonly ModelKind[];

const USAGE = `npm run replay -- --data <folder> [options]

  --data <folder>      MovieLens-100K, the Netflix Prize, or the format of docs/data-format.md
  --out <folder>       where results go; a run that was cut resumes from the stages kept there
                       (default .data/replay-results)
  --limit <n>          whole viewers, drawn at random, until there are n interactions
  --window <seconds>   interactions this close together are decided before any of them is fed back;
                       0: only those of one instant (default 0)
  --train <share>      share of interactions, by time, that the models learn from (default 0.8)
  --deep <kind>        what serves the second part: dcn-v2 or deepfm (default dcn-v2)
  --rankers <kinds>    models to train and serve, commas between (default ${DEFAULT_RANKERS.join(',')})
  --seed <n>           of sampling, training and the random method (default 1)`;

const optionsSchema = z.object({
  data: z.string().min(1),
  out: z.string().min(1),
  limit: z.coerce.number().int().positive().nullable(),
  window: z.coerce.number().nonnegative(),
  train: z.coerce.number().gt(0).lt(1),
  deep: z.enum(['dcn-v2', 'deepfm']),
  rankers: z
    .string()
    .transform((text) => text.split(','))
    .pipe(z.array(z.enum(MODEL_KINDS)).min(1)),
  seed: z.coerce.number().int(),
});

export type ReplayOptions = {
  readonly dataFolder: string;
  readonly outFolder: string;
  readonly limit: number | null;
  readonly windowMs: number;
  readonly trainShare: number;
  readonly deepKind: 'dcn-v2' | 'deepfm';
  /** `deepKind` among them, each once. */
  readonly rankers: readonly ModelKind[];
  readonly seed: number;
};

/** Arguments that make no sense; the message says how to call it. */
export class UsageError extends Error {}

/** Folders are relative to `baseFolder`: where the person typed the command. */
export function parseOptions(args: readonly string[], baseFolder: string): ReplayOptions {
  let values: Record<string, unknown>;
  try {
    const option = { type: 'string' } as const;
    values = parseArgs({
      args: [...args],
      options: {
        data: option,
        out: { ...option, default: '.data/replay-results' },
        limit: option,
        window: { ...option, default: '0' },
        train: { ...option, default: '0.8' },
        deep: { ...option, default: 'dcn-v2' },
        rankers: { ...option, default: DEFAULT_RANKERS.join(',') },
        seed: { ...option, default: '1' },
      },
    }).values;
  } catch (error) {
    throw new UsageError(`${(error as Error).message}\n\n${USAGE}`);
  }
  const parsed = optionsSchema.safeParse({ ...values, limit: values.limit ?? null });
  if (!parsed.success) throw new UsageError(`${z.prettifyError(parsed.error)}\n\n${USAGE}`);
  const { data, out, limit, window, train, deep, rankers, seed } = parsed.data;
  return {
    dataFolder: resolve(baseFolder, data),
    outFolder: resolve(baseFolder, out),
    limit,
    windowMs: window * 1000,
    trainShare: train,
    deepKind: deep,
    rankers: [...new Set([...rankers, deep])],
    seed,
  };
}
