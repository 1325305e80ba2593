import { mkdtemp, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { type Blobs, createFileBlobs } from '@placard/blobs';
import type { DecisionResponse, Snapshot } from '@placard/contracts';
import { seededRandom } from '@placard/domain';
import { createEventLogWriter } from '@placard/event-log';
import {
  compileSnapshot,
  createDecider,
  createTokenSealer,
  type HotState,
  type TokenSealer,
} from '@placard/serving';
import { createMemoryStore, type Store } from '@placard/store';
import { createTestDatabase } from '@placard/testing';
import type { InjectOptions, LightMyRequestResponse } from 'fastify';
import type { AdServer, ServerDependencies } from '../../src/index.ts';
import { clickUrl, createMetrics, createServer, steerableClock } from '../../src/index.ts';
import { SERVER_KEY, START_MS, testSnapshot } from './snapshot.ts';
import { openStoredEvents, type StoredEvent } from './stored-events.ts';

export const CHROME =
  'Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/130.0.0.0 Safari/537.36';
export const PAGE_ORIGIN = 'https://lantern.example';
export const PUBLIC_URL = 'https://ads.example';

export type FilledSlot = Extract<DecisionResponse['slots'][number], { ad: object }>;

export type TestAdServer = {
  readonly app: AdServer;
  readonly store: Store;
  readonly blobs: Blobs;
  readonly tokens: TokenSealer;
  readonly dependencies: ServerDependencies;
  readonly setClock: (nowMs: number) => void;
  /** As a browser on the publisher's page would: its origin and user agent, unless told otherwise. */
  readonly browser: (
    method: InjectOptions['method'] & string,
    url: string,
    body?: unknown,
    headers?: Record<string, string>,
  ) => Promise<LightMyRequestResponse>;
  /** As a publisher's own server would, with its key. */
  readonly server: TestAdServer['browser'];
  readonly decide: (placementId: string, body?: object) => Promise<FilledSlot>;
  /** Everything in the event log since it was opened or started over, in order. */
  readonly logged: () => Promise<StoredEvent[]>;
  /** Viewer key by id of those decisions that are stored. */
  readonly loggedDecisions: (ids: readonly string[]) => Promise<Record<string, string | null>>;
  /** How retrieval came by a decision's ad; undefined while it is not stored. */
  readonly loggedRetrieval: (decisionId: string) => Promise<unknown>;
  /** The next test begins at START_MS with an empty log, on the same server. */
  readonly startOver: () => Promise<void>;
  readonly close: () => Promise<void>;
};

export type TestOptions = {
  /** Null: none published yet. */
  readonly snapshot?: Snapshot | null;
  readonly publicUrl?: string;
  readonly widgetScript?: string;
  readonly change?: Partial<ServerDependencies>;
  /** Turns the memory store into one with a fault. */
  readonly fault?: (store: Store) => HotState;
};

/** A whole ad-server over the memory store and a private Postgres; its clock stands at START_MS until set. */
export async function openAdServer(options: TestOptions = {}): Promise<TestAdServer> {
  const { snapshot = testSnapshot(), publicUrl = PUBLIC_URL } = options;
  const database = await createTestDatabase();
  const folder = await mkdtemp(path.join(os.tmpdir(), 'ad-server test '));
  const eventSink = createEventLogWriter(database.urlAs('ingest'));
  const stored = openStoredEvents(database.url);
  const store = createMemoryStore();
  const blobs = createFileBlobs(folder);
  const clock = steerableClock({ nowMs: () => START_MS });
  const tokens = createTokenSealer([{ keyId: 1, secret: 'a secret of thirty-two characters' }]);
  const decider = createDecider({
    hotState: options.fault?.(store) ?? store,
    clock,
    random: seededRandom(7),
    tokens,
    assetsBaseUrl: publicUrl,
    clickUrl: (click, conversion) => clickUrl(publicUrl, click, conversion),
    tokenTtlMs: 30 * 60_000,
    conversionTokenTtlMs: 30 * 86_400_000,
  });
  if (snapshot) decider.use(compileSnapshot(snapshot, 'test-revision'), new Map());
  const dependencies: ServerDependencies = {
    decider,
    tokens,
    eventSink,
    blobs,
    clock,
    metrics: createMetrics(),
    widgetScript: options.widgetScript ?? 'window.placard = {};',
    ...options.change,
  };
  const app = await createServer(dependencies);

  const send =
    (defaults: Record<string, string>): TestAdServer['browser'] =>
    (method, url, body, headers = {}) =>
      app.inject({
        method: method as 'GET',
        url,
        headers: {
          ...(body === undefined ? {} : { 'content-type': 'application/json' }),
          ...defaults,
          ...headers,
        },
        ...(body === undefined
          ? {}
          : { payload: typeof body === 'string' ? body : JSON.stringify(body) }),
      });
  const browser = send({ 'user-agent': CHROME, origin: PAGE_ORIGIN });

  return {
    app,
    store,
    blobs,
    tokens,
    dependencies,
    setClock: clock.set,
    browser,
    server: send({ 'user-agent': 'node', authorization: `Bearer ${SERVER_KEY}` }),
    decide: async (placementId, body = {}) => {
      const opportunities = [{ slotId: 'slot', placementId }];
      const response = await browser('POST', '/v1/decisions', { opportunities, ...body });
      const slot = response.json<DecisionResponse>().slots[0];
      if (!slot?.ad) throw new Error(`no ad was decided: ${response.body}`);
      return slot as FilledSlot;
    },
    logged: stored.events,
    startOver: async () => {
      clock.set(START_MS);
      await stored.skip();
    },
    loggedDecisions: stored.decisions,
    loggedRetrieval: stored.retrievedBy,
    close: async () => {
      await app.close();
      await eventSink.close();
      await stored.close();
      await store.close();
      await database.drop();
      await rm(folder, { recursive: true, force: true });
    },
  };
}
