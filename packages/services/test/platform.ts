import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { createFileBlobs } from '@placard/blobs';
import { closeDatabase, connectDatabase, type Database } from '@placard/db';
import { createQueueClient, type QueueClient } from '@placard/queue';
import { createTestDatabase, type FakeClock, fakeClock, redisForTest } from '@placard/testing';
import {
  type Actor,
  checkSession,
  createFirstAdmin,
  type ServiceContext,
  type ServiceSettings,
  signIn,
  signUp,
} from '../src/index.ts';

export type Platform = {
  readonly databases: ServiceContext['databases'];
  /** The owner: looks behind row-level security. */
  readonly owner: Database;
  readonly worker: Database;
  readonly urlAs: Awaited<ReturnType<typeof createTestDatabase>>['urlAs'];
  readonly clock: FakeClock;
  readonly queue: QueueClient;
  readonly as: (actor: Actor, settings?: Partial<ServiceSettings>) => ServiceContext;
  readonly anonymous: ServiceContext;
  readonly system: ServiceContext;
  /** A new organization with one account; its owner is signed in. */
  readonly tenant: (kind: 'advertiser' | 'publisher', name?: string) => Promise<Tenant>;
  /** Platform staff, signed in; the first call makes the installation usable. */
  readonly staff: () => Promise<ServiceContext>;
  readonly close: () => Promise<void>;
};

export type Tenant = {
  readonly ctx: ServiceContext;
  readonly organizationId: `org_${string}`;
  readonly advertiserId: `adv_${string}`;
  readonly publisherId: `pub_${string}`;
  readonly sessionId: string;
  readonly email: string;
  readonly password: string;
};

export const SETTINGS: ServiceSettings = {
  adServerUrl: 'https://ads.example',
  demoFunding: true,
  allowInsecureLandingUrls: false,
};
const STAFF = { email: 'root@platform.example', password: 'a long enough password' };

/** A whole back office over a private database, real Redis and a folder of blobs. */
export async function startPlatform(): Promise<Platform> {
  const database = await createTestDatabase();
  const redis = redisForTest();
  const blobsDir = await mkdtemp(path.join(tmpdir(), 'placard-blobs-'));
  const connect = (role: 'app' | 'admin' | 'auth' | 'worker') =>
    connectDatabase(database.urlAs(role), { poolSize: 4 });
  const databases = { app: connect('app'), admin: connect('admin'), auth: connect('auth') };
  const owner = connectDatabase(database.url, { poolSize: 2 });
  const worker = connect('worker');
  const queue = createQueueClient({ redisUrl: redis.url, prefix: redis.keyPrefix });
  const clock = fakeClock(Date.now());
  const blobs = createFileBlobs(blobsDir);

  const as = (actor: Actor, settings: Partial<ServiceSettings> = {}): ServiceContext => ({
    databases,
    actor,
    clock,
    blobs,
    queue,
    settings: { ...SETTINGS, ...settings },
  });
  const anonymous = as({ kind: 'anonymous' });
  const system = as({ kind: 'system', name: 'test', organizationId: null });
  let tenants = 0;

  return {
    databases,
    owner,
    worker,
    urlAs: database.urlAs,
    clock,
    queue,
    as,
    anonymous,
    system,
    tenant: async (kind, name = `Tenant ${tenants}`) => {
      await createFirstAdmin({ ctx: system, input: STAFF });
      tenants += 1;
      const email = `owner${tenants}@tenant.example`;
      const password = `password of ${tenants} tenants`;
      const signedUp = await signUp({
        ctx: anonymous,
        input: { kind, name: `Owner ${tenants}`, email, password, organizationName: name },
      });
      const actor = await checkSession(anonymous, signedUp.sessionId);
      return {
        ctx: as(actor),
        organizationId: signedUp.organizationId as `org_${string}`,
        advertiserId: signedUp.advertiserId as `adv_${string}`,
        publisherId: signedUp.publisherId as `pub_${string}`,
        sessionId: signedUp.sessionId,
        email,
        password,
      };
    },
    staff: async () => {
      await createFirstAdmin({ ctx: system, input: STAFF });
      const { sessionId } = await signIn({ ctx: anonymous, input: STAFF });
      return as(await checkSession(anonymous, sessionId));
    },
    close: async () => {
      await queue.close();
      await Promise.all([...Object.values(databases), owner, worker].map(closeDatabase));
      await redis.drop();
      await database.drop();
      await rm(blobsDir, { recursive: true });
    },
  };
}

/** The code of the ServiceError that `work` ends in. */
export async function refusal(work: Promise<unknown>): Promise<string> {
  try {
    await work;
  } catch (error) {
    if (error instanceof Error && 'code' in error) return String(error.code);
    throw error;
  }
  return 'allowed';
}
