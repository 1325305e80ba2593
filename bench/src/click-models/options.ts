import { parseArgs } from 'node:util';
import { z } from 'zod';

const schema = z.object({
  data: z.string({ error: 'say where the data is: --data <folder>' }),
  models: z.string().transform((names) => names.split(',')),
  seeds: z.coerce.number().int().min(1).max(20),
});

export type ClickBenchOptions = {
  readonly data: string;
  readonly models: readonly string[];
  readonly seeds: number;
};

/** `--data <folder> [--models a,b] [--seeds n]`. Throws an Error that says what is wrong. */
export function parseClickBenchOptions(
  args: readonly string[],
  known: readonly string[],
  seeds: number,
): ClickBenchOptions {
  const { values } = parseArgs({
    args: [...args],
    options: {
      data: { type: 'string' },
      models: { type: 'string', default: known.join() },
      seeds: { type: 'string', default: String(seeds) },
    },
  });
  const parsed = schema.safeParse(values);
  if (!parsed.success) throw new Error(z.prettifyError(parsed.error));
  const unknown = parsed.data.models.find((name) => !known.includes(name));
  if (unknown) throw new Error(`${unknown} is none of ${known.join(', ')}`);
  return parsed.data;
}
