import { readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { Job } from 'kubernetes-models/batch/v1';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { runTrainingProcess, type TrainingSpec } from '../../src/index.ts';
import { type JobSettings, jobManifest, jobName } from '../../src/runner/job-manifest.ts';
import { kubernetesRunner } from '../../src/runner/kubernetes.ts';
import { Cluster } from './cluster.ts';
import { runSpec } from './run-spec.ts';

const RUN = 'run_01k0ABC';
const JOB: JobSettings = {
  namespace: 'ads',
  image: 'placard/trainer:1',
  claim: 'placard-training',
  mountPath: '/var/lib/placard/training',
  gpus: 2,
  cpu: '4',
  memory: '16Gi',
  retries: 2,
  graceSeconds: 60,
};

let cluster: Cluster;
let folder: string;
let spec: TrainingSpec;
let api: string;
beforeEach(async () => {
  cluster = new Cluster('secret');
  api = await cluster.listen();
  ({ folder, spec } = await runSpec());
});
afterEach(async () => {
  await cluster.close();
  await rm(folder, { recursive: true, force: true });
});

const runner = (token = 'secret') =>
  kubernetesRunner({ ...JOB, api, token: async () => token, pollMs: 20 });

describe('a training job on a cluster', () => {
  it('asks for its GPUs, drops every privilege and never runs two pods at once', () => {
    const { metadata, spec: job } = jobManifest(JOB, RUN, '/spec.json');
    const [container] = job.template.spec.containers;
    expect(container?.resources.limits['nvidia.com/gpu']).toBe('2');
    expect(container?.args).toEqual(['/spec.json']);
    expect(job.podReplacementPolicy).toBe('Failed');
    expect(metadata.name).toBe('placard-training-run-01k0abc');
    const onCpu = jobManifest({ ...JOB, gpus: 0 }, RUN, '/spec.json');
    const { limits } = onCpu.spec.template.spec.containers[0]!.resources;
    expect(Object.keys(limits)).toEqual(['cpu', 'memory']);
  });

  it.each([0, 2])('with %i GPUs is a Job by the published schema of Kubernetes', (gpus) => {
    const manifest = jobManifest({ ...JOB, gpus }, RUN, '/spec.json');
    expect(() => new Job(manifest).validate()).not.toThrow();
    const [container] = manifest.spec.template.spec.containers;
    expect(container?.resources.requests['nvidia.com/gpu']).toBe(gpus > 0 ? '2' : undefined);
    // What the schema refuses, so that it is known to look.
    const unbounded = { ...manifest, spec: { ...manifest.spec, backoffLimit: 'three' } };
    expect(() => new Job(unbounded as never).validate()).toThrow(/backoffLimit must be integer/);
    const cores = { ...JOB, gpus, cpu: 'four' };
    expect(() => new Job(jobManifest(cores, RUN, '/spec.json')).validate()).toThrow(/cpu/);
  });

  it('whose pod is killed goes on from its checkpoint to the bytes of a quiet run', async () => {
    await runTrainingProcess({ spec });
    const whole = await readFile(join(spec.artefactFolder, 'tables.bin'));
    const other = {
      ...spec,
      checkpointFolder: join(folder, 'run-2', 'checkpoint'),
      artefactFolder: join(folder, 'run-2', 'artefact'),
    };
    let killed = false;
    let beats = 0;
    const card = await runner().run({
      spec: other,
      runId: RUN,
      onHeartbeat: () => {
        beats++;
      },
      onProgress: ({ point }) => {
        if (killed || point.epoch < 1) return;
        killed = true;
        cluster.outages = 3;
        cluster.jobs.get(jobName(RUN))?.pods[0]?.process.kill('SIGKILL');
      },
    });
    expect(card.engine).toBe('ort');
    expect(cluster.jobs.get(jobName(RUN))?.pods.map(({ phase }) => phase)).toEqual([
      'Failed',
      'Succeeded',
    ]);
    expect(beats).toBeGreaterThan(1);
    expect(await readFile(join(other.artefactFolder, 'tables.bin'))).toEqual(whole);
  });

  it('that is cancelled is deleted, and keeps its checkpoint', async () => {
    const controller = new AbortController();
    const run = runner().run({
      spec,
      runId: RUN,
      signal: controller.signal,
      onProgress: () => controller.abort(new Error('cancelled by an admin')),
    });
    await expect(run).rejects.toThrow('cancelled by an admin');
    expect(cluster.jobs.size).toBe(0);
    const checkpoint = join(spec.checkpointFolder, 'model', 'checkpoint.json');
    expect(JSON.parse(await readFile(checkpoint, 'utf8')).progress.step).toBeGreaterThan(0);
  });

  it('says why it failed, and a caller whom the cluster does not know is told so', async () => {
    const broken = { ...spec, rowsFile: join(folder, 'nothing-here') };
    await expect(runner().run({ spec: broken, runId: RUN })).rejects.toThrow(/nothing-here/);
    await expect(runner('wrong').run({ spec, runId: RUN })).rejects.toThrow(/401/);
  });
});
