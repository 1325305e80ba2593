import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { type JobManifest, jobManifestSchema } from '../../src/runner/job-manifest.ts';
import { trainerProcess } from './trainer-process.ts';

interface Pod {
  readonly name: string;
  readonly process: ChildProcess;
  log: string;
  phase: 'Running' | 'Succeeded' | 'Failed';
}

interface Job {
  readonly manifest: JobManifest;
  readonly pods: Pod[];
  end: 'Complete' | 'Failed' | undefined;
  deleted: boolean;
}

/**
 * The part of a Kubernetes API server that jobs need, over HTTP: it refuses manifests that break the
 * schema and callers without the token, runs each pod as a process, replaces pods that fail up to the
 * job's limit, and sends SIGTERM to those of a deleted job.
 */
export class Cluster {
  readonly jobs = new Map<string, Job>();
  readonly requests: string[] = [];
  /** Requests that still get a 503. */
  outages = 0;
  readonly #server = createServer((request, response) => void this.#answer(request, response));
  readonly #token: string;

  constructor(token: string) {
    this.#token = token;
  }

  async listen(): Promise<string> {
    this.#server.listen(0, '127.0.0.1');
    await once(this.#server, 'listening');
    return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}`;
  }

  async close(): Promise<void> {
    for (const job of this.jobs.values()) await this.#delete(job);
    this.#server.closeAllConnections();
    this.#server.close();
  }

  async #answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const { method = '', url = '' } = request;
    this.requests.push(`${method} ${url}`);
    const reply = (status: number, body: unknown) => {
      response.writeHead(status, { 'content-type': 'application/json' });
      response.end(typeof body === 'string' ? body : JSON.stringify(body));
    };
    if (request.headers.authorization !== `Bearer ${this.#token}`) return reply(401, 'who are you');
    if (this.outages > 0) {
      this.outages--;
      return reply(503, 'away');
    }
    const { pathname, searchParams } = new URL(url, 'http://cluster');
    const jobs = '/apis/batch/v1/namespaces/ads/jobs';
    const pods = '/api/v1/namespaces/ads/pods';
    if (method === 'POST' && pathname === jobs) {
      const chunks: Buffer[] = [];
      for await (const chunk of request) chunks.push(chunk as Buffer);
      const parsed = jobManifestSchema.safeParse(JSON.parse(Buffer.concat(chunks).toString()));
      if (!parsed.success) return reply(422, parsed.error.message);
      const { name } = parsed.data.metadata;
      if (this.jobs.has(name)) return reply(409, 'AlreadyExists');
      const job: Job = { manifest: parsed.data, pods: [], end: undefined, deleted: false };
      this.jobs.set(name, job);
      this.#startPod(job);
      return reply(201, parsed.data);
    }
    if (pathname.startsWith(`${jobs}/`)) {
      const job = this.jobs.get(pathname.slice(jobs.length + 1));
      if (!job) return reply(404, 'NotFound');
      if (method === 'DELETE') await this.#delete(job);
      const conditions = job.end ? [{ type: job.end, status: 'True' }] : [];
      return reply(200, { ...job.manifest, status: { conditions } });
    }
    if (pathname === pods) {
      const job = this.jobs.get((searchParams.get('labelSelector') ?? '').replace('job-name=', ''));
      const items = (job?.pods ?? []).map(({ name, phase }) => ({
        metadata: { name },
        status: { phase },
      }));
      return reply(200, { items });
    }
    const pod = [...this.jobs.values()]
      .flatMap((job) => job.pods)
      .find(({ name }) => pathname === `${pods}/${name}/log`);
    return pod ? reply(200, pod.log) : reply(404, 'NotFound');
  }

  #startPod(job: Job): void {
    const [specFile] = job.manifest.spec.template.spec.containers[0]!.args;
    const pod: Pod = {
      name: `${job.manifest.metadata.name}-${job.pods.length}`,
      process: trainerProcess(specFile!),
      log: '',
      phase: 'Running',
    };
    job.pods.push(pod);
    for (const stream of [pod.process.stdout!, pod.process.stderr!]) {
      stream.setEncoding('utf8').on('data', (text: string) => {
        pod.log += text;
      });
    }
    pod.process.on('close', (code) => {
      pod.phase = code === 0 ? 'Succeeded' : 'Failed';
      if (code === 0) job.end = 'Complete';
      else if (job.pods.length > job.manifest.spec.backoffLimit) job.end = 'Failed';
      else if (!job.deleted) this.#startPod(job);
    });
  }

  async #delete(job: Job): Promise<void> {
    job.deleted = true;
    for (const { process: child } of job.pods) {
      if (child.exitCode !== null || child.signalCode !== null) continue;
      const closed = once(child, 'close');
      child.kill('SIGTERM');
      await closed;
    }
    this.jobs.delete(job.manifest.metadata.name);
  }
}
