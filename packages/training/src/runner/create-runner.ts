import { readFile } from 'node:fs/promises';
import { z } from 'zod';
import type { Engine } from '../engines/train.ts';
import { containerRunner } from './container.ts';
import { kubernetesRunner } from './kubernetes.ts';
import { localProcessRunner } from './local-process.ts';
import type { TrainingRunner } from './training-runner.ts';

/** CUDA devices; the onnxruntime engine uses the first, where its build has the provider. */
const compute = { gpus: z.int().nonnegative().default(0) };

/** Where a worker's training runs. */
export const runnerSettingsSchema = z.discriminatedUnion('kind', [
  z.strictObject({
    kind: z.literal('process'),
    ...compute,
    /** Processes under torchrun where there is no GPU; with GPUs, one each. */
    ranks: z.int().positive().default(1),
  }),
  z.strictObject({
    kind: z.literal('container'),
    ...compute,
    command: z.string().default('docker'),
    image: z.string(),
    stopTimeoutSeconds: z.int().positive().default(60),
  }),
  z.strictObject({
    kind: z.literal('kubernetes'),
    ...compute,
    api: z.url().default('https://kubernetes.default.svc'),
    tokenFile: z.string().default('/var/run/secrets/kubernetes.io/serviceaccount/token'),
    namespace: z.string(),
    image: z.string(),
    claim: z.string(),
    mountPath: z.string(),
    cpu: z.string().default('2'),
    memory: z.string().default('8Gi'),
    retries: z.int().nonnegative().default(3),
    graceSeconds: z.int().positive().default(60),
    pollMs: z.int().positive().default(2_000),
  }),
]);
export type RunnerSettings = z.infer<typeof runnerSettingsSchema>;

export function createTrainingRunner(settings: RunnerSettings): TrainingRunner {
  switch (settings.kind) {
    case 'process':
      return localProcessRunner;
    case 'container': {
      const { gpus } = settings;
      return containerRunner({ ...settings, gpus: gpus > 0 ? String(gpus) : null });
    }
    case 'kubernetes': {
      const token = async () => (await readFile(settings.tokenFile, 'utf8')).trim();
      return kubernetesRunner({ ...settings, token });
    }
  }
}

/** How the engine that a run asks for uses what the runner has. */
export function engineOf(settings: RunnerSettings, kind: Engine['kind']): Engine {
  if (kind === 'ort') return { kind, device: settings.gpus > 0 ? 'cuda' : 'cpu' };
  if (settings.gpus > 0) return { kind, device: 'cuda', ranks: settings.gpus };
  return { kind, device: 'cpu', ranks: settings.kind === 'process' ? settings.ranks : 1 };
}
