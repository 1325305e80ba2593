import type { Snapshot } from '@placard/contracts';
import { pino } from 'pino';
import {
  createSnapshotFollower,
  type FollowerOptions,
  type SnapshotFollower,
} from '../../src/index.ts';
import type { TestAdServer } from './ad-server.ts';
import { START_MS } from './snapshot.ts';

/** Publishes as the worker does; answers the revision. */
export async function publishSnapshot(adServer: TestAdServer, snapshot: Snapshot): Promise<string> {
  const { blobs, store } = adServer;
  const revision = await blobs.put(Buffer.from(JSON.stringify(snapshot)));
  await store.snapshotPointer.publish({ revision, publishedAtMs: START_MS });
  return revision;
}

/** Looks for what is published fifty times a second; not started yet. */
export function followerOf(
  adServer: TestAdServer,
  options: Partial<FollowerOptions> = {},
): SnapshotFollower {
  const { store, blobs, dependencies } = adServer;
  const { decider, metrics } = dependencies;
  return createSnapshotFollower({
    ...{ pointer: store.snapshotPointer, blobs, decider, metrics },
    ...{ logger: pino({ enabled: false }), pollMs: 20, championRetryMs: 20 },
    ...options,
  });
}
