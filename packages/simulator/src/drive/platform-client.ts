import { setTimeout as delay } from 'node:timers/promises';
import {
  type DecisionRequestInput,
  type DecisionResponse,
  decisionResponseSchema,
  type EventOutcome,
  eventBatchResponseSchema,
} from '@placard/contracts';

/** A server that has too much to do, or just starts, says so and is asked again: nothing counts twice. */
const UNAVAILABLE = 503;
const ATTEMPTS = 10;
const PAUSE_MS = 50;

/** One entry of `POST /v1/events` or `/v1/behaviour`, before the platform has checked it. */
export type EventEntry = Readonly<Record<string, string | number | readonly string[]>>;

/** Who calls, when it is a viewer's browser: such calls carry no server key. */
export type Browser = { readonly userAgent: string; readonly origin: string };

/** The part of the ad-server's HTTP API that traffic uses. Every call throws `PlatformError` on a refusal. */
export type PlatformClient = {
  decide(request: DecisionRequestInput, browser?: Browser): Promise<DecisionResponse>;
  /** Token events; outcomes in order. */
  sendEvents(events: readonly EventEntry[], browser?: Browser): Promise<readonly EventOutcome[]>;
  sendBehaviour(events: readonly EventEntry[], browser?: Browser): Promise<readonly EventOutcome[]>;
  /** Steers a platform that runs on the simulated clock. */
  setClock(nowMs: number): Promise<void>;
};

export type PlatformClientOptions = {
  readonly baseUrl: string;
  readonly fetch: typeof fetch;
  /** Lets the caller restrict ads and set the clock. */
  readonly serverKey?: string;
};

export class PlatformError extends Error {
  readonly status: number;

  constructor(request: string, status: number, body: string) {
    super(`${request} answered ${status}: ${body.slice(0, 500)}`);
    this.status = status;
  }
}

export function createPlatformClient(options: PlatformClientOptions): PlatformClient {
  const call = async (
    method: string,
    path: string,
    body: unknown,
    browser?: Browser,
  ): Promise<unknown> => {
    for (let attempt = 1; ; attempt++) {
      const response = await options.fetch(`${options.baseUrl}${path}`, {
        method,
        headers: {
          'content-type': 'application/json',
          ...(browser
            ? { 'user-agent': browser.userAgent, origin: browser.origin }
            : options.serverKey
              ? { authorization: `Bearer ${options.serverKey}` }
              : {}),
        },
        body: JSON.stringify(body),
      });
      const text = await response.text();
      if (response.ok) return text ? JSON.parse(text) : null;
      if (response.status !== UNAVAILABLE || attempt === ATTEMPTS) {
        throw new PlatformError(`${method} ${path}`, response.status, text);
      }
      await delay(PAUSE_MS * attempt);
    }
  };
  const send = async (path: string, body: object, browser?: Browser) =>
    eventBatchResponseSchema.parse(await call('POST', path, body, browser)).outcomes;
  return {
    decide: async (request, browser) =>
      decisionResponseSchema.parse(await call('POST', '/v1/decisions', request, browser)),
    sendEvents: (events, browser) => send('/v1/events', { events }, browser),
    sendBehaviour: (events, browser) =>
      send('/v1/behaviour', { events, consent: { personalization: true } }, browser),
    setClock: async (nowMs) => {
      await call('PUT', '/v1/clock', { nowMs });
    },
  };
}
