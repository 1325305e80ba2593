import type { Blobs } from '@placard/blobs';
import { type Snapshot, snapshotSchema } from '@placard/contracts';
import { type Database, listen } from '@placard/db';
import type { Clock } from '@placard/domain';
import { buildSnapshot } from '@placard/services';
import type { SnapshotPointer } from '@placard/serving';
import type { Logger } from 'pino';
import { createSerial, every } from '../consumers/supervise.ts';
import { digestsOf } from './content-digest.ts';

export type SnapshotPublisherOptions = {
  readonly database: Database;
  /** For the connection that listens. */
  readonly databaseUrl: string;
  readonly blobs: Blobs;
  readonly pointer: SnapshotPointer;
  readonly clock: Clock;
  readonly logger: Logger;
  readonly signal: AbortSignal;
  /** Told of every build, published or not. */
  readonly onBuilt?: (snapshot: Snapshot, revision: string) => void;
};

/** A transaction changes several tables, a person saves twice. */
const DEBOUNCE_MS = 50;
/** Schedules begin and end without a notification, and a pointer may get lost with its store. */
const POLL_MS = 5_000;
/** Running figures alone are no reason to hurry: they serve a store that starts empty. */
const FIGURES_MS = 60_000;

/** Keeps the published snapshot in step with the database: within a second of a change, at most. */
export async function publishSnapshots(options: SnapshotPublisherOptions): Promise<void> {
  const { databaseUrl, signal, logger } = options;
  const publisher = await createPublisher(options);
  const serially = createSerial();
  let timer: NodeJS.Timeout | undefined;
  const publish = () => serially(publisher);
  const soon = () => {
    timer ??= setTimeout(() => {
      timer = undefined;
      publish().catch((error: unknown) => {
        logger.error(
          { err: error },
          'a changed snapshot could not be published; the poll tries again',
        );
      });
    }, DEBOUNCE_MS);
  };
  const listener = listen(databaseUrl, 'snapshot_changed', soon);
  try {
    await every(POLL_MS, 'publish the snapshot', publish, { signal, logger });
  } finally {
    await listener.close();
    clearTimeout(timer);
    await serially(async () => undefined);
  }
}

async function createPublisher(options: SnapshotPublisherOptions): Promise<() => Promise<void>> {
  const { database, blobs, pointer, clock, logger, onBuilt } = options;
  let published = await readPublished(pointer, blobs);
  let publishedAtMs = clock.nowMs();

  return async () => {
    const nowMs = clock.nowMs();
    const built = await buildSnapshot(database, { nowMs, assetUrl: assetPath });
    const snapshot = snapshotSchema.parse(built);
    const digests = digestsOf(snapshot);
    const known = published?.revision === (await pointer.current())?.revision ? published : null;
    const due =
      digests.urgent !== known?.urgent ||
      (digests.content !== known.content && nowMs - publishedAtMs >= FIGURES_MS);
    if (due) {
      const revision = await blobs.put(new TextEncoder().encode(JSON.stringify(snapshot)));
      await pointer.publish({ revision, publishedAtMs: nowMs });
      published = { revision, ...digests };
      publishedAtMs = nowMs;
      logger.info({ revision, ads: snapshot.ads.length }, 'a snapshot is published');
    }
    if (published) onBuilt?.(snapshot, published.revision);
  };
}

/** Ad-servers serve assets themselves, and put their own address before the path. */
function assetPath({ digest }: { digest: string }): string {
  return `/v1/assets/${digest}`;
}

/** What serves already, so that a restart publishes nothing new. */
async function readPublished(pointer: SnapshotPointer, blobs: Blobs) {
  const current = await pointer.current();
  if (!current || !(await blobs.has(current.revision))) return null;
  const bytes = await blobs.get(current.revision);
  const parsed = snapshotSchema.safeParse(JSON.parse(new TextDecoder().decode(bytes)));
  if (!parsed.success) return null;
  return { revision: current.revision, ...digestsOf(parsed.data) };
}
