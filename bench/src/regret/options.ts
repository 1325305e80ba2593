import { parseArgs } from 'node:util';
import { z } from 'zod';

const optionsSchema = z.object({
  decisions: z.coerce.number().int().min(1000),
  seeds: z.coerce.number().int().positive().max(20),
  'retrain-every': z.coerce.number().int().min(500),
  viewers: z.coerce.number().int().positive(),
  exploration: z.coerce.number().min(0).max(1),
});

export type RegretOptions = {
  readonly decisions: number;
  readonly seeds: number;
  /** Decisions between training runs; before the first the platform samples from its counters. */
  readonly retrainEvery: number;
  readonly viewers: number;
  readonly exploration: number;
};

/** @throws Error that says what is wrong with the arguments. */
export function parseRegretOptions(args: readonly string[]): RegretOptions {
  const option = (fallback: string) => ({ type: 'string', default: fallback }) as const;
  const { values } = parseArgs({
    args: [...args],
    options: {
      decisions: option('50000'),
      seeds: option('3'),
      'retrain-every': option('10000'),
      viewers: option('500'),
      exploration: option('0.05'),
    },
  });
  const parsed = optionsSchema.safeParse(values);
  if (!parsed.success) throw new Error(z.prettifyError(parsed.error));
  const { 'retrain-every': retrainEvery, ...rest } = parsed.data;
  return { ...rest, retrainEvery };
}
