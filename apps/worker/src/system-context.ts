import type { Blobs } from '@placard/blobs';
import type { Database } from '@placard/db';
import type { Clock } from '@placard/domain';
import type { JobQueue, ServiceContext } from '@placard/services';

/**
 * Services as the worker calls them: as the system, over its own database role, which sees every tenant. The
 * settings belong to what it never does: tags, funding, landing pages.
 */
export function systemContext(parts: {
  readonly database: Database;
  readonly clock: Clock;
  readonly blobs: Blobs;
  readonly queue: JobQueue;
}): ServiceContext {
  const { database, clock, blobs, queue } = parts;
  return {
    databases: { app: database, admin: database, auth: database },
    actor: { kind: 'system', name: 'worker', organizationId: null },
    clock,
    blobs,
    queue,
    settings: {
      adServerUrl: 'about:blank',
      demoFunding: false,
      allowInsecureLandingUrls: false,
    },
  };
}
