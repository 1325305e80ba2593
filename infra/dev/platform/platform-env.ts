import path from 'node:path';
import { z } from 'zod';

const databaseUrl = z.url({ protocol: /^postgres(ql)?$/ });

/** What the launcher hands to every process; see docs/configuration.md. */
const variables = z.object({
  DATABASE_URL_APP: databaseUrl,
  DATABASE_URL_ADMIN: databaseUrl,
  DATABASE_URL_AUTH: databaseUrl,
  DATABASE_URL_WORKER: databaseUrl,
  REDIS_URL: z.url({ protocol: /^rediss?$/ }).optional(),
  PLACARD_AD_SERVER_URL: z.url({ protocol: /^https?$/ }),
  PLACARD_BLOBS_DIR: z.string().refine(path.isAbsolute, 'must be an absolute path'),
  PLACARD_CLOCK: z.enum(['system', 'simulated']).default('system'),
});

export type PlatformEnv = {
  readonly databaseUrls: Readonly<Record<'app' | 'admin' | 'auth' | 'worker', string>>;
  /** Null where ad-server and worker share one process. */
  readonly redisUrl: string | null;
  /** Without a trailing slash. */
  readonly adServerUrl: string;
  readonly blobsDir: string;
  readonly clock: 'system' | 'simulated';
};

/** @throws Error naming every missing or wrong variable. */
export function readPlatformEnv(source: Record<string, string | undefined>): PlatformEnv {
  const parsed = variables.safeParse(source);
  if (!parsed.success) {
    throw new Error(`the platform's environment is not set:\n${z.prettifyError(parsed.error)}`);
  }
  const env = parsed.data;
  return {
    databaseUrls: {
      app: env.DATABASE_URL_APP,
      admin: env.DATABASE_URL_ADMIN,
      auth: env.DATABASE_URL_AUTH,
      worker: env.DATABASE_URL_WORKER,
    },
    redisUrl: env.REDIS_URL ?? null,
    adServerUrl: env.PLACARD_AD_SERVER_URL.replace(/\/+$/, ''),
    blobsDir: env.PLACARD_BLOBS_DIR,
    clock: env.PLACARD_CLOCK,
  };
}
