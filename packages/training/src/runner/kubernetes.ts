import { mkdir, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import type { ModelCard } from '@placard/contracts';
import { z } from 'zod';
import { TrainingFailed } from '../process/run-training-process.ts';
import { followMessages } from './follow-messages.ts';
import { type JobSettings, jobManifest, jobName } from './job-manifest.ts';
import type { TrainingRunner, TrainingRunOptions } from './training-runner.ts';

export interface KubernetesSettings extends JobSettings {
  /** The API server, e.g. https://kubernetes.default.svc. */
  readonly api: string;
  /** A bearer token, read anew for each request: cluster tokens are rotated. */
  readonly token: () => Promise<string>;
  readonly pollMs: number;
}

const jobSchema = z.object({
  status: z
    .object({
      conditions: z
        .array(z.object({ type: z.string(), status: z.string(), message: z.string().optional() }))
        .optional(),
    })
    .optional(),
});
const podsSchema = z.object({
  items: z.array(
    z.object({
      metadata: z.object({ name: z.string() }),
      status: z.object({ phase: z.string() }),
    }),
  ),
});

/**
 * A Job of a Kubernetes cluster, over its API. A run whose job is there already is followed, not
 * started twice. Progress is read from the pods' logs; aborting deletes the job, whose pods get
 * SIGTERM and keep their checkpoint. A cluster that is away for a moment is asked again.
 */
export function kubernetesRunner(settings: KubernetesSettings): TrainingRunner {
  return { run: (options) => new KubernetesRun(settings, options).toEnd() };
}

type JobEnd = 'Complete' | 'Failed';

function endOf({ status }: z.infer<typeof jobSchema>): JobEnd | undefined {
  const is = (type: JobEnd) =>
    status?.conditions?.some((one) => one.type === type && one.status === 'True');
  return is('Complete') ? 'Complete' : is('Failed') ? 'Failed' : undefined;
}

/** Requests in a row that may fail before the run does. */
const PATIENCE = 10;

class KubernetesRun {
  readonly #settings: KubernetesSettings;
  readonly #options: TrainingRunOptions;
  readonly #messages: ReturnType<typeof followMessages>;
  /** By pod: how many lines of its log were read. */
  readonly #read = new Map<string, number>();
  readonly #jobs: string;

  constructor(settings: KubernetesSettings, options: TrainingRunOptions) {
    const { onProgress, onLog, onHeartbeat } = options;
    this.#settings = settings;
    this.#options = options;
    this.#messages = followMessages({ onProgress, onLog, onHeartbeat });
    this.#jobs = `/apis/batch/v1/namespaces/${settings.namespace}/jobs`;
  }

  async toEnd(): Promise<ModelCard> {
    const { signal, runId } = this.#options;
    signal?.throwIfAborted();
    await this.#start();
    try {
      for (let failures = 0; ; ) {
        try {
          const end = await this.#look();
          if (end) return this.#finish(end);
          failures = 0;
        } catch (error) {
          if (error instanceof TrainingFailed || ++failures >= PATIENCE) throw error;
        }
        await pause(this.#settings.pollMs, undefined, signal && { signal });
      }
    } catch (error) {
      if (!signal?.aborted) throw error;
      const gone = '?propagationPolicy=Foreground';
      await this.#request('DELETE', `${this.#jobs}/${jobName(runId)}${gone}`, [200, 202, 404]);
      throw signal.reason;
    }
  }

  async #start(): Promise<void> {
    const { runId, signal, spec } = this.#options;
    const folder = dirname(spec.artefactFolder);
    const specFile = join(folder, 'spec.json');
    await mkdir(folder, { recursive: true });
    await writeFile(specFile, JSON.stringify(spec));
    const manifest = jobManifest(this.#settings, runId, specFile);
    const path = `${this.#jobs}/${jobName(runId)}`;
    for (;;) {
      const created = await this.#request('POST', this.#jobs, [200, 201, 202, 409], manifest);
      if (created.status !== 409) return;
      // The job of a worker that died is followed from here; one that failed makes way for this one.
      const there = await this.#request('GET', path, [200, 404]);
      if (there.status === 200) {
        if (endOf(jobSchema.parse(await there.json())) !== 'Failed') return;
        await this.#request('DELETE', `${path}?propagationPolicy=Foreground`, [200, 202, 404]);
      }
      await pause(this.#settings.pollMs, undefined, signal && { signal });
    }
  }

  /** Reads what is new; answers how the job ended once it has. */
  async #look(): Promise<JobEnd | undefined> {
    const { runId } = this.#options;
    const response = await this.#request('GET', `${this.#jobs}/${jobName(runId)}`, [200]);
    const job = jobSchema.parse(await response.json());
    await this.#readLogs();
    this.#options.onHeartbeat?.();
    return endOf(job);
  }

  async #readLogs(): Promise<void> {
    const { namespace } = this.#settings;
    const pods = `/api/v1/namespaces/${namespace}/pods`;
    const selector = encodeURIComponent(`job-name=${jobName(this.#options.runId)}`);
    const response = await this.#request('GET', `${pods}?labelSelector=${selector}`, [200]);
    for (const { metadata, status } of podsSchema.parse(await response.json()).items) {
      if (status.phase === 'Pending') continue;
      const log = await this.#request('GET', `${pods}/${metadata.name}/log`, [200, 400, 404]);
      if (log.status !== 200) continue;
      const lines = (await log.text()).split('\n');
      // The last piece is empty, or a line that is still being written.
      lines.pop();
      for (const line of lines.slice(this.#read.get(metadata.name) ?? 0)) this.#messages.line(line);
      this.#read.set(metadata.name, lines.length);
    }
  }

  #finish(end: JobEnd): ModelCard {
    const outcome = this.#messages.outcome();
    if (end === 'Complete' && outcome?.type === 'done') return outcome.card;
    if (outcome?.type === 'failed') throw new TrainingFailed(outcome.message);
    throw new TrainingFailed(`the training job ended as ${end}: ${this.#messages.tail()}`);
  }

  async #request(
    method: string,
    path: string,
    accepted: readonly number[],
    body?: unknown,
  ): Promise<Response> {
    const response = await fetch(new URL(path, this.#settings.api), {
      method,
      headers: {
        authorization: `Bearer ${await this.#settings.token()}`,
        ...(body !== undefined && { 'content-type': 'application/json' }),
      },
      ...(body !== undefined && { body: JSON.stringify(body) }),
      signal: AbortSignal.timeout(30_000),
    });
    if (!accepted.includes(response.status)) {
      throw new Error(`${method} ${path}: ${response.status} ${await response.text()}`);
    }
    return response;
  }
}
