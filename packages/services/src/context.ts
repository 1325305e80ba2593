import type { Blobs } from '@placard/blobs';
import type { ExplainDecisionJob, TrainingJob } from '@placard/contracts';
import type { Database } from '@placard/db';
import type { Clock } from '@placard/domain';
import type { Actor } from './actor.ts';

/** What services need of a queue; `createQueueClient` of @placard/queue fits it. */
export type JobQueue = {
  readonly enqueue: <N extends keyof Jobs>(job: N, payload: Jobs[N]) => Promise<unknown>;
  /** How far it says it is, in [0, 1]; null where none runs that says so. */
  readonly progress?: <N extends keyof Jobs>(job: N, payload: Jobs[N]) => Promise<number | null>;
};
type Jobs = { readonly training: TrainingJob; readonly 'explain-decision': ExplainDecisionJob };

export type ServiceSettings = {
  /** Where the ad-server is reached: the tag loads the widget from it. Without a trailing slash. */
  readonly adServerUrl: string;
  /** Until payments exist: whether an advertiser may top up its own wallet. */
  readonly demoFunding: boolean;
  /** Development only: landing pages may be plain http on local addresses. */
  readonly allowInsecureLandingUrls: boolean;
};

/** All that a service may use. A request makes one, with its own actor; the rest is the process's. */
export type ServiceContext = {
  readonly databases: {
    /** One tenant a transaction. */
    readonly app: Database;
    /** Platform staff. */
    readonly admin: Database;
    /** Sign-in: users, sessions, memberships. */
    readonly auth: Database;
  };
  readonly actor: Actor;
  readonly clock: Clock;
  readonly blobs: Omit<Blobs, 'sweep'>;
  readonly queue: JobQueue;
  readonly settings: ServiceSettings;
};

export function nowOf(ctx: Pick<ServiceContext, 'clock'>): Date {
  return new Date(ctx.clock.nowMs());
}
