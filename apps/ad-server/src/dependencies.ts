import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Blobs } from '@placard/blobs';
import type { Clock } from '@placard/domain';
import type { Decider, TokenSealer } from '@placard/serving';
import type { FastifyBaseLogger, FastifyInstance, RawServerDefault } from 'fastify';
import type { ZodTypeProvider } from 'fastify-type-provider-zod';
import type { EventSink } from './event-sink.ts';
import type { Metrics } from './metrics.ts';
import type { OverloadOptions } from './overload.ts';
import type { SteerableClock } from './steerable-clock.ts';

/** All that an ad-server is made of. Nothing here is read from the environment. */
export type ServerDependencies = {
  readonly decider: Decider;
  readonly tokens: TokenSealer;
  readonly eventSink: EventSink;
  readonly blobs: Blobs;
  /** The clock the decider was given as well. */
  readonly clock: Clock;
  /** The same clock where it may be moved over HTTP: a simulated day, never production. */
  readonly steerableClock?: SteerableClock;
  readonly metrics: Metrics;
  /** The built widget, as text. */
  readonly widgetScript: string;
  /** A decision that takes longer is answered with no ads; default 250. */
  readonly decisionTimeoutMs?: number;
  /** When decisions are refused for want of time. */
  readonly overload?: OverloadOptions;
  readonly logger?: FastifyBaseLogger;
};

export type AdServer = FastifyInstance<
  RawServerDefault,
  IncomingMessage,
  ServerResponse,
  FastifyBaseLogger,
  ZodTypeProvider
>;
