import { z } from 'zod';

/** A cluster's settings for training jobs. */
export interface JobSettings {
  readonly namespace: string;
  readonly image: string;
  /** A claim that worker and job both mount at `mountPath`: rows, checkpoint and artefact pass through it. */
  readonly claim: string;
  readonly mountPath: string;
  /** GPUs of a pod; 0 trains on the CPU. */
  readonly gpus: number;
  readonly cpu: string;
  readonly memory: string;
  /** Pods that may fail before the job does; each goes on from the checkpoint. */
  readonly retries: number;
  /** How long a deleted pod may take to write its checkpoint. */
  readonly graceSeconds: number;
}

const quantities = z.record(z.string(), z.string());

/** The part of batch/v1 Job that is used, strictly: a misspelt field must not pass. */
export const jobManifestSchema = z.strictObject({
  apiVersion: z.literal('batch/v1'),
  kind: z.literal('Job'),
  metadata: z.strictObject({
    name: z.string().regex(/^[a-z0-9]([-a-z0-9]{0,61}[a-z0-9])?$/),
    namespace: z.string(),
    labels: z.record(z.string(), z.string().max(63)),
  }),
  spec: z.strictObject({
    backoffLimit: z.int().nonnegative(),
    ttlSecondsAfterFinished: z.int().nonnegative(),
    podReplacementPolicy: z.literal('Failed'),
    template: z.strictObject({
      metadata: z.strictObject({ labels: z.record(z.string(), z.string().max(63)) }),
      spec: z.strictObject({
        restartPolicy: z.literal('Never'),
        automountServiceAccountToken: z.literal(false),
        terminationGracePeriodSeconds: z.int().positive(),
        securityContext: z.strictObject({
          runAsNonRoot: z.literal(true),
          runAsUser: z.int().positive(),
          fsGroup: z.int().positive(),
        }),
        containers: z
          .array(
            z.strictObject({
              name: z.string(),
              image: z.string(),
              args: z.array(z.string()),
              resources: z.strictObject({ requests: quantities, limits: quantities }),
              securityContext: z.strictObject({
                allowPrivilegeEscalation: z.literal(false),
                capabilities: z.strictObject({ drop: z.tuple([z.literal('ALL')]) }),
              }),
              volumeMounts: z.array(z.strictObject({ name: z.string(), mountPath: z.string() })),
            }),
          )
          .length(1),
        volumes: z.array(
          z.union([
            z.strictObject({
              name: z.string(),
              persistentVolumeClaim: z.strictObject({ claimName: z.string() }),
            }),
            z.strictObject({
              name: z.string(),
              emptyDir: z.strictObject({ medium: z.literal('Memory'), sizeLimit: z.string() }),
            }),
          ]),
        ),
      }),
    }),
  }),
});
export type JobManifest = z.infer<typeof jobManifestSchema>;

/** Names of objects are DNS labels, which know no underscore. */
export function jobName(runId: string): string {
  return `placard-training-${runId}`
    .toLowerCase()
    .replaceAll(/[^a-z0-9-]/g, '-')
    .slice(0, 63);
}

export function jobManifest(settings: JobSettings, runId: string, specFile: string): JobManifest {
  const labels = { 'app.kubernetes.io/name': 'placard-training', 'placard.dev/run': runId };
  const compute = {
    cpu: settings.cpu,
    memory: settings.memory,
    ...(settings.gpus > 0 && { 'nvidia.com/gpu': String(settings.gpus) }),
  };
  return jobManifestSchema.parse({
    apiVersion: 'batch/v1',
    kind: 'Job',
    metadata: { name: jobName(runId), namespace: settings.namespace, labels },
    spec: {
      backoffLimit: settings.retries,
      ttlSecondsAfterFinished: 3600,
      // Two pods must never write one checkpoint.
      podReplacementPolicy: 'Failed',
      template: {
        metadata: { labels },
        spec: {
          restartPolicy: 'Never',
          automountServiceAccountToken: false,
          terminationGracePeriodSeconds: settings.graceSeconds,
          securityContext: { runAsNonRoot: true, runAsUser: 1000, fsGroup: 1000 },
          containers: [
            {
              name: 'training',
              image: settings.image,
              args: [specFile],
              resources: { requests: compute, limits: compute },
              securityContext: {
                allowPrivilegeEscalation: false,
                capabilities: { drop: ['ALL'] },
              },
              volumeMounts: [
                { name: 'work', mountPath: settings.mountPath },
                { name: 'shared-memory', mountPath: '/dev/shm' },
              ],
            },
          ],
          volumes: [
            { name: 'work', persistentVolumeClaim: { claimName: settings.claim } },
            { name: 'shared-memory', emptyDir: { medium: 'Memory', sizeLimit: '1Gi' } },
          ],
        },
      },
    },
  });
}
