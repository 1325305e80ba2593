import { parseArgs } from 'node:util';
import { z } from 'zod';

const optionsSchema = z.object({
  from: z.string().min(1, 'say what to read: a .csv or .parquet file, or a query'),
  placement: z.string().startsWith('plc_', 'the placement the behaviour belongs to: plc_...'),
  server: z.url(),
  key: z.string().min(1, 'a server key; better through PLACARD_SERVER_KEY than as an argument'),
  'rating-max': z.coerce.number().positive(),
  'dry-run': z.boolean(),
});

export type ImportOptions = {
  /** A file, or a query in DuckDB's SQL: it reaches Postgres, MySQL, S3 and lakes by its extensions. */
  readonly from: string;
  readonly placementId: string;
  readonly serverUrl: string;
  readonly serverKey: string;
  /** The best rating of the source's own scale; ratings are brought to one of five. */
  readonly ratingMax: number;
  /** Reads and counts, and sends nothing. */
  readonly dryRun: boolean;
};

/** @throws Error that says what is wrong with the arguments. */
export function parseImportOptions(
  args: readonly string[],
  env: { readonly PLACARD_SERVER_KEY?: string | undefined },
): ImportOptions {
  const option = (fallback: string) => ({ type: 'string', default: fallback }) as const;
  const { values } = parseArgs({
    args: [...args],
    options: {
      from: option(''),
      placement: option(''),
      server: option('http://127.0.0.1:4000'),
      key: option(env.PLACARD_SERVER_KEY ?? ''),
      'rating-max': option('5'),
      'dry-run': { type: 'boolean', default: false },
    },
  });
  const parsed = optionsSchema.safeParse(values);
  if (!parsed.success) throw new Error(z.prettifyError(parsed.error));
  const { from, placement, server, key } = parsed.data;
  return {
    from,
    placementId: placement,
    serverUrl: server,
    serverKey: key,
    ratingMax: parsed.data['rating-max'],
    dryRun: parsed.data['dry-run'],
  };
}
