import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { Blobs } from '@placard/blobs';
import { type Clock, DAY_MS, MINUTE_MS, type Random } from '@placard/domain';
import {
  createDecider,
  createTokenSealer,
  type HotState,
  type SnapshotPointer,
} from '@placard/serving';
import type { FastifyBaseLogger } from 'fastify';
import { collectDefaultMetrics } from 'prom-client';
import { atMostOncePerSecond } from './at-most-once-per-second.ts';
import { createServer } from './create-server.ts';
import type { EventSink } from './event-sink.ts';
import { createMetrics } from './metrics.ts';
import { clickUrl } from './routes/click.ts';
import { createSnapshotFollower } from './snapshot-follower.ts';
import type { SteerableClock } from './steerable-clock.ts';

export type AdServerParts = {
  readonly hotState: HotState;
  readonly snapshotPointer: SnapshotPointer;
  readonly eventSink: EventSink;
  readonly blobs: Blobs;
  readonly clock: Clock | SteerableClock;
  readonly random: Random;
  readonly logger: FastifyBaseLogger;
  /** Seals event tokens; at least 32 characters, the same for all ad-servers of an installation. */
  readonly secret: string;
  readonly publicUrl: string;
  readonly host: string;
  readonly port: number;
};

export type RunningAdServer = {
  /** Where it listens. */
  readonly url: string;
  /** Answers what is under way, then ends; the parts it was given stay open. */
  readonly close: () => Promise<void>;
};

const TOKEN_TTL_MS = 30 * MINUTE_MS;
const CONVERSION_TOKEN_TTL_MS = 30 * DAY_MS;

/** Builds an ad-server over its parts and listens. Decisions are empty until a snapshot is published. */
export async function runAdServer(parts: AdServerParts): Promise<RunningAdServer> {
  const { hotState, clock, logger, publicUrl, blobs } = parts;
  const metrics = createMetrics();
  const complain = atMostOncePerSecond((error, more) =>
    logger.warn({ err: error, more }, 'deciding worked around a trouble'),
  );
  collectDefaultMetrics({ register: metrics.registry });
  const tokens = createTokenSealer([{ keyId: 1, secret: parts.secret }]);
  const decider = createDecider({
    hotState,
    clock,
    random: parts.random,
    tokens,
    assetsBaseUrl: publicUrl,
    clickUrl: (click, conversion) => clickUrl(publicUrl, click, conversion),
    tokenTtlMs: TOKEN_TTL_MS,
    conversionTokenTtlMs: CONVERSION_TOKEN_TTL_MS,
    onError: (error) => {
      metrics.decisionTroubles.inc();
      complain(error);
    },
  });
  const follower = createSnapshotFollower({
    pointer: parts.snapshotPointer,
    blobs,
    decider,
    metrics,
    logger,
  });
  const app = await createServer({
    decider,
    tokens,
    eventSink: parts.eventSink,
    blobs,
    clock,
    ...('set' in clock ? { steerableClock: clock } : {}),
    metrics,
    widgetScript: readWidget(),
    logger,
  });
  await follower.start();
  const url = await app.listen({ host: parts.host, port: parts.port });
  return {
    url,
    close: async () => {
      await app.close();
      await follower.stop();
    },
  };
}

function readWidget(): string {
  const file = createRequire(import.meta.url).resolve('@placard/widget/widget.js');
  try {
    return readFileSync(file, 'utf8');
  } catch (error) {
    throw new Error('the widget is not built: run `pnpm --filter @placard/widget build`', {
      cause: error,
    });
  }
}
