import os from 'node:os';
import path from 'node:path';
import { type RunnerSettings, runnerSettingsSchema } from '@placard/training';
import { z } from 'zod';

const absolute = z.string().refine(path.isAbsolute, 'must be an absolute path');

const variables = z
  .object({
    PLACARD_ENV: z.enum(['development', 'production', 'test']).default('development'),
    PLACARD_HOST: z.string().min(1).default('127.0.0.1'),
    PLACARD_WORKER_PORT: z.coerce.number().int().min(0).max(65_535).default(4001),
    DATABASE_URL_WORKER: z.url({ protocol: /^postgres(ql)?$/ }),
    REDIS_URL: z.url({ protocol: /^rediss?$/ }).optional(),
    PLACARD_BLOBS_DIR: absolute,
    PLACARD_ENCODERS_DIR: absolute.optional(),
    PLACARD_CLOCK: z.enum(['system', 'simulated']).default('system'),
    PLACARD_TRAINING_RUNNER: z
      .string()
      .default('{"kind":"process"}')
      .transform((text, context) => {
        try {
          return JSON.parse(text) as unknown;
        } catch {
          context.addIssue({ code: 'custom', message: 'must be JSON' });
          return z.NEVER;
        }
      })
      .pipe(runnerSettingsSchema),
  })
  .superRefine((value, context) => {
    if (value.PLACARD_ENV === 'production' && value.PLACARD_CLOCK === 'simulated') {
      context.addIssue({
        code: 'custom',
        path: ['PLACARD_CLOCK'],
        message: 'production runs on the system clock only',
      });
    }
  });

export type Env = {
  readonly host: string;
  readonly port: number;
  readonly databaseUrl: string;
  /** Absent in single-process mode. */
  readonly redisUrl: string | undefined;
  readonly blobsDir: string;
  /** Where encoders are brought to. */
  readonly encodersDir: string | undefined;
  /** Threads that one training run may use. */
  readonly trainingThreads: number;
  /** Where training runs. */
  readonly trainingRunner: RunnerSettings;
};

/** The worker's configuration. @throws Error naming every missing or refused variable. */
export function readEnv(source: NodeJS.ProcessEnv = process.env): Env {
  const parsed = variables.safeParse(source);
  if (!parsed.success) {
    const lines = parsed.error.issues.map((issue) => `  ${issue.path.join('.')}: ${issue.message}`);
    throw new Error(`the worker cannot start with this environment:\n${lines.join('\n')}`);
  }
  const value = parsed.data;
  return {
    host: value.PLACARD_HOST,
    port: value.PLACARD_WORKER_PORT,
    databaseUrl: value.DATABASE_URL_WORKER,
    redisUrl: value.REDIS_URL,
    blobsDir: value.PLACARD_BLOBS_DIR,
    encodersDir: value.PLACARD_ENCODERS_DIR,
    trainingThreads: Math.min(8, os.availableParallelism()),
    trainingRunner: value.PLACARD_TRAINING_RUNNER,
  };
}
