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
  REDIS_URL: z.url({ protocol: /^rediss?$/ }),
  PLACARD_BLOBS_DIR: absolute,
  PLACARD_SPOOL_DIR: absolute,
  PLACARD_SECRET: z.string().min(32, 'needs at least 32 characters'),
  PLACARD_CLOCK: z.enum(['system', 'simulated']).default('system'),
});

const guarded = variables.superRefine((value, context) => {
  if (value.PLACARD_ENV !== 'production') return;
  const refuse = (name: keyof typeof value, message: string) =>
    context.addIssue({ code: 'custom', path: [name], message });
  if (value.PLACARD_SECRET.startsWith('development-secret')) {
    refuse('PLACARD_SECRET', 'is the development default; production needs its own');
  }
  if (value.PLACARD_CLOCK === 'simulated') {
    refuse('PLACARD_CLOCK', 'production runs on the system clock only');
  }
});

export type Env = {
  readonly environment: 'development' | 'production' | 'test';
  readonly host: string;
  readonly port: number;
  /** As browsers reach this server, without a trailing slash. */
  readonly publicUrl: string;
  readonly databaseUrl: string;
  readonly redisUrl: string;
  readonly blobsDir: string;
  readonly spoolDir: string;
  readonly secret: string;
  readonly clock: 'system' | 'simulated';
};

/** The ad-server's configuration. @throws Error naming every missing or refused variable. */
export function readEnv(source: NodeJS.ProcessEnv = process.env): Env {
  const parsed = guarded.safeParse(source);
  if (!parsed.success) {
    const lines = parsed.error.issues.map(
      ({ path: at, message }) => `  ${at.join('.')}: ${message}`,
    );
    throw new Error(`the ad-server cannot start with this environment:\n${lines.join('\n')}`);
  }
  const value = parsed.data;
  const address = `http://${value.PLACARD_HOST}:${value.PLACARD_AD_SERVER_PORT}`;
  return {
    environment: value.PLACARD_ENV,
    host: value.PLACARD_HOST,
    port: value.PLACARD_AD_SERVER_PORT,
    publicUrl: (value.PLACARD_AD_SERVER_URL ?? address).replace(/\/+$/, ''),
    databaseUrl: value.DATABASE_URL_INGEST,
    redisUrl: value.REDIS_URL,
    blobsDir: value.PLACARD_BLOBS_DIR,
    spoolDir: value.PLACARD_SPOOL_DIR,
    secret: value.PLACARD_SECRET,
    clock: value.PLACARD_CLOCK,
  };
}
