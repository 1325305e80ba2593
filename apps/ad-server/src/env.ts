import path from 'node:path';
import { z } from 'zod';

const absolute = z.string().refine(path.isAbsolute, 'must be an absolute path');
const databaseUrl = z.url({ protocol: /^postgres(ql)?$/ });

const variables = z.object({
  PLACARD_ENV: z.enum(['development', 'production', 'test']).default('development'),
  PLACARD_HOST: z.string().min(1).default('127.0.0.1'),
  PLACARD_AD_SERVER_PORT: z.coerce.number().int().min(0).max(65_535).default(4000),
  PLACARD_AD_SERVER_URL: z.url({ protocol: /^https?$/ }).optional(),
  DATABASE_URL_INGEST: databaseUrl,
  PLACARD_BLOBS_DIR: absolute,
  PLACARD_SPOOL_DIR: absolute,
  PLACARD_SECRET: z.string().min(32, 'needs at least 32 characters'),
  PLACARD_CLOCK: z.enum(['system', 'simulated']).default('system'),
});

const redisVariable = { REDIS_URL: z.url({ protocol: /^rediss?$/ }) };

type Variables = z.infer<typeof variables>;

function refuseDefaults(value: Variables, context: z.RefinementCtx<Variables>): void {
  if (value.PLACARD_ENV !== 'production') return;
  const refuse = (name: keyof Variables, message: string) =>
    context.addIssue({ code: 'custom', path: [name], message });
  if (value.PLACARD_SECRET.startsWith('development-secret')) {
    refuse('PLACARD_SECRET', 'is the development default; production needs its own');
  }
  if (value.PLACARD_CLOCK === 'simulated') {
    refuse('PLACARD_CLOCK', 'production runs on the system clock only');
  }
}

const withRedis = z.object({ ...redisVariable, ...variables.shape }).superRefine(refuseDefaults);
const withoutRedis = variables.superRefine(refuseDefaults);

export type EmbeddedEnv = {
  readonly environment: 'development' | 'production' | 'test';
  readonly host: string;
  readonly port: number;
  /** As browsers reach this server, without a trailing slash. */
  readonly publicUrl: string;
  readonly databaseUrl: string;
  readonly blobsDir: string;
  readonly spoolDir: string;
  readonly secret: string;
  readonly clock: 'system' | 'simulated';
};
export type Env = EmbeddedEnv & { readonly redisUrl: string };

/** The ad-server's configuration. @throws Error naming every missing or refused variable. */
export function readEnv(source: NodeJS.ProcessEnv = process.env): Env {
  const value = parse(withRedis, source);
  return { ...envOf(value), redisUrl: value.REDIS_URL };
}

/** The same for an ad-server inside another process, over that one's memory store instead of Redis. */
export function readEmbeddedEnv(source: NodeJS.ProcessEnv = process.env): EmbeddedEnv {
  return envOf(parse(withoutRedis, source));
}

function parse<T>(schema: z.ZodType<T>, source: NodeJS.ProcessEnv): T {
  const parsed = schema.safeParse(source);
  if (parsed.success) return parsed.data;
  const lines = parsed.error.issues.map(({ path: at, message }) => `  ${at.join('.')}: ${message}`);
  throw new Error(`the ad-server cannot start with this environment:\n${lines.join('\n')}`);
}

function envOf(value: Variables): EmbeddedEnv {
  const address = `http://${value.PLACARD_HOST}:${value.PLACARD_AD_SERVER_PORT}`;
  return {
    environment: value.PLACARD_ENV,
    host: value.PLACARD_HOST,
    port: value.PLACARD_AD_SERVER_PORT,
    publicUrl: (value.PLACARD_AD_SERVER_URL ?? address).replace(/\/+$/, ''),
    databaseUrl: value.DATABASE_URL_INGEST,
    blobsDir: value.PLACARD_BLOBS_DIR,
    spoolDir: value.PLACARD_SPOOL_DIR,
    secret: value.PLACARD_SECRET,
    clock: value.PLACARD_CLOCK,
  };
}
