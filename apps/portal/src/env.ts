import path from 'node:path';
import { z } from 'zod';

const databaseUrl = z.url({ protocol: /^postgres(ql)?$/ });
const webUrl = z.url({ protocol: /^https?$/ }).transform((url) => url.replace(/\/+$/, ''));

const variables = z.object({
  PLACARD_ENV: z.enum(['development', 'production', 'test']).default('development'),
  PLACARD_PORTAL_URL: webUrl,
  PLACARD_AD_SERVER_URL: webUrl,
  PLACARD_BLOBS_DIR: z.string().refine(path.isAbsolute, 'must be an absolute path'),
  PLACARD_SECRET: z.string().min(32, 'needs at least 32 characters'),
  DATABASE_URL_APP: databaseUrl,
  DATABASE_URL_ADMIN: databaseUrl,
  DATABASE_URL_AUTH: databaseUrl,
  REDIS_URL: z.url({ protocol: /^rediss?$/ }).optional(),
  PLACARD_ADMIN_EMAIL: z.email().optional(),
  PLACARD_ADMIN_PASSWORD: z.string().min(1).optional(),
});

export type Env = {
  readonly environment: 'development' | 'production' | 'test';
  /** As browsers reach the portal, without a trailing slash. */
  readonly portalUrl: string;
  readonly adServerUrl: string;
  readonly blobsDir: string;
  readonly secret: string;
  readonly databaseUrls: { readonly app: string; readonly admin: string; readonly auth: string };
  /** Without Redis, jobs wait in Postgres. */
  readonly redisUrl: string | undefined;
  /** Created at start when there is no administrator yet. */
  readonly firstAdmin: { readonly email: string; readonly password: string } | undefined;
};

let settled: Env | undefined;

/** The portal's configuration, read once, at the first request. @throws Error naming every bad variable. */
export function readEnv(source: NodeJS.ProcessEnv = process.env): Env {
  settled ??= parseEnv(source);
  return settled;
}

/** Whether this is the development server; asked before there is an environment to check. */
export function isDevelopmentServer(): boolean {
  return process.env.NODE_ENV === 'development';
}

export function parseEnv(source: Record<string, string | undefined>): Env {
  const parsed = variables.safeParse(source);
  if (!parsed.success) {
    const lines = parsed.error.issues.map(
      ({ path: at, message }) => `  ${at.join('.')}: ${message}`,
    );
    throw new Error(`the portal cannot start with this environment:\n${lines.join('\n')}`);
  }
  const value = parsed.data;
  const { PLACARD_ADMIN_EMAIL: email, PLACARD_ADMIN_PASSWORD: password } = value;
  return {
    environment: value.PLACARD_ENV,
    portalUrl: value.PLACARD_PORTAL_URL,
    adServerUrl: value.PLACARD_AD_SERVER_URL,
    blobsDir: value.PLACARD_BLOBS_DIR,
    secret: value.PLACARD_SECRET,
    databaseUrls: {
      app: value.DATABASE_URL_APP,
      admin: value.DATABASE_URL_ADMIN,
      auth: value.DATABASE_URL_AUTH,
    },
    redisUrl: value.REDIS_URL,
    firstAdmin: email && password ? { email, password } : undefined,
  };
}
