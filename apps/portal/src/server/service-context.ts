import { createFileBlobs } from '@placard/blobs';
import { systemClock } from '@placard/domain';
import type { Actor, ServiceContext } from '@placard/services';
import { readEnv } from '../env.ts';
import { databases } from './connections.ts';
import { queue } from './queue.ts';

/** What services get from the portal, on behalf of `actor`. */
export function serviceContext(actor: Actor): ServiceContext {
  const env = readEnv();
  const isProduction = env.environment === 'production';
  return {
    databases: databases(),
    actor,
    clock: systemClock,
    blobs: createFileBlobs(env.blobsDir),
    queue: queue(),
    settings: {
      adServerUrl: env.adServerUrl,
      demoFunding: !isProduction,
      allowInsecureLandingUrls: !isProduction,
    },
  };
}
