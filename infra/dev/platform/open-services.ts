import { createFileBlobs } from '@placard/blobs';
import { closeDatabase, connectDatabase } from '@placard/db';
import type { Clock } from '@placard/domain';
import { createQueueClient } from '@placard/queue';
import type { ServiceContext } from '@placard/services';
import type { PlatformEnv } from './platform-env.ts';

export type OpenServices = {
  /** For a program that works as the system, in one organization or (null) in none. */
  contextOf(organizationId: string | null): ServiceContext;
  close(): Promise<void>;
};

/** The services of a running platform. `name` is what the audit log calls the caller. */
export function openServices(env: PlatformEnv, name: string, clock: Clock): OpenServices {
  const databases = {
    app: connectDatabase(env.databaseUrls.app),
    admin: connectDatabase(env.databaseUrls.admin),
    auth: connectDatabase(env.databaseUrls.auth, { poolSize: 2 }),
  };
  const queue = createQueueClient(
    env.redisUrl ? { redisUrl: env.redisUrl } : { databaseUrl: env.databaseUrls.admin },
  );
  const blobs = createFileBlobs(env.blobsDir);
  return {
    contextOf: (organizationId) => ({
      databases,
      actor: { kind: 'system', name, organizationId },
      clock,
      blobs,
      queue,
      settings: {
        adServerUrl: env.adServerUrl,
        demoFunding: true,
        allowInsecureLandingUrls: true,
      },
    }),
    close: async () => {
      await Promise.all([queue.close(), ...Object.values(databases).map(closeDatabase)]);
    },
  };
}
