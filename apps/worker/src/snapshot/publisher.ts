import type { Blobs } from '@placard/blobs';
import { type Snapshot, snapshotSchema } from '@placard/contracts';
import { type Database, listen } from '@placard/db';
import type { Clock } from '@placard/domain';
import { buildSnapshot } from '@placard/services';
import type { SnapshotPointer } from '@placard/serving';
import type { Logger } from 'pino';
import { createSerial, every } from '../consumers/supervise.ts';
import { digestsOf, type SnapshotDigests } from './content-digest.ts';

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
/** A pointer may get lost with its store. */
const POLL_MS = 5_000;
/** Schedules and budgets change what serves without a notification. Building never takes more than a tenth. */
const REBUILD_MS = 10_000;
const REBUILD_SHARE = 10;
/** Running figures alone are no reason to hurry: they serve a store that starts empty. */
const FIGURES_MS = 60_000;

/** Keeps the published snapshot in step with the database: within a second of a change, at most. */
export async function publishSnapshots(options: SnapshotPublisherOptions): Promise<void> {
  const { databaseUrl, signal, logger } = options;
  const publisher = await createPublisher(options);
  const serially = createSerial();
  let timer: NodeJS.Timeout | undefined;
  const soon = () => {
    timer ??= setTimeout(() => {
      timer = undefined;
      serially(publisher.publish).catch((error: unknown) => {
        logger.error({ err: error }, 'a change could not be published; the poll tries again');
      });
    }, DEBOUNCE_MS);
  };
  const listener = listen(databaseUrl, 'snapshot_changed', soon);
  try {
    await every(
      POLL_MS,
      'publish the snapshot',
      () =>
        serially(async () => {
          if (await publisher.isDue()) await publisher.publish();
        }),
      { signal, logger },
    );
  } finally {
    await listener.close();
    clearTimeout(timer);
    await serially(async () => undefined);
  }
}

type Published = SnapshotDigests & { readonly revision: string };

async function createPublisher(options: SnapshotPublisherOptions) {
  const { database, blobs, pointer, clock, logger, onBuilt } = options;
  let published = await readPublished(pointer, blobs);
  let publishedAtMs = clock.nowMs();
  let rebuildAtMs = 0;

  return {
    /** Whether to build without having been told of a change. */
    isDue: async (): Promise<boolean> =>
      performance.now() >= rebuildAtMs ||
      (await pointer.current())?.revision !== published?.revision,

    publish: async (): Promise<void> => {
      const startedMs = performance.now();
      // Should this fail, the poll is due at once.
      rebuildAtMs = 0;
      const nowMs = clock.nowMs();
      const snapshot = await buildSnapshot(database, { nowMs, assetUrl: assetPath });
      const digests = digestsOf(snapshot);
      const known = published?.revision === (await pointer.current())?.revision ? published : null;
      const due =
        digests.urgent !== known?.urgent ||
        (digests.content !== known.content && nowMs - publishedAtMs >= FIGURES_MS);
      if (due) {
        const bytes = JSON.stringify(snapshotSchema.parse(snapshot));
        const revision = await blobs.put(new TextEncoder().encode(bytes));
        await pointer.publish({ revision, publishedAtMs: nowMs });
        published = { revision, ...digests };
        publishedAtMs = nowMs;
        logger.info({ revision, ads: snapshot.ads.length }, 'a snapshot is published');
      }
      if (published) onBuilt?.(snapshot, published.revision);
      const tookMs = performance.now() - startedMs;
      rebuildAtMs = performance.now() + Math.max(REBUILD_MS, tookMs * REBUILD_SHARE);
    },
  };
}

/** Ad-servers serve assets themselves, and put their own address before the path. */
function assetPath({ digest }: { digest: string }): string {
  return `/v1/assets/${digest}`;
}

/** What serves already, so that a restart publishes nothing new. */
async function readPublished(pointer: SnapshotPointer, blobs: Blobs): Promise<Published | null> {
  const current = await pointer.current();
  if (!current || !(await blobs.has(current.revision))) return null;
  const bytes = await blobs.get(current.revision);
  const parsed = snapshotSchema.safeParse(JSON.parse(new TextDecoder().decode(bytes)));
  return parsed.success ? { revision: current.revision, ...digestsOf(parsed.data) } : null;
}
