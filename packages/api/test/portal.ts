import { createHash } from 'node:crypto';
import { closeDatabase, connectDatabase } from '@placard/db';
import { newId, systemClock } from '@placard/domain';
import {
  checkSession,
  createFirstAdmin,
  type ServiceContext,
  signIn,
  signUp,
} from '@placard/services';
import { createTestDatabase } from '@placard/testing';
import { fetchRequestHandler } from '@trpc/server/adapters/fetch';
import superjson from 'superjson';
import { type ApiDependencies, appRouter, createContext } from '../src/index.ts';

export type Answer = { readonly status: number; readonly text: string; readonly data: unknown };
export type Portal = Awaited<ReturnType<typeof startPortal>>;

const STAFF = { email: 'root@platform.example', password: 'a long enough password' };

/** The API behind its HTTP adapter, as the portal mounts it, over a private database. */
export async function startPortal(overrides: Partial<ApiDependencies> = {}) {
  const database = await createTestDatabase();
  const connect = (role: 'app' | 'admin' | 'auth') =>
    connectDatabase(database.urlAs(role), { poolSize: 4 });
  const databases = { app: connect('app'), admin: connect('admin'), auth: connect('auth') };
  const owner = connectDatabase(database.url, { poolSize: 2 });
  const stored = new Map<string, Uint8Array>();
  const enqueued: unknown[] = [];
  const dependencies: ApiDependencies = {
    databases,
    clock: systemClock,
    blobs: {
      put: async (bytes) => {
        const digest = createHash('sha256').update(bytes).digest('hex');
        stored.set(digest, bytes);
        return digest;
      },
      get: async (digest) => stored.get(digest) ?? new Uint8Array(),
      has: async (digest) => stored.has(digest),
    },
    queue: { enqueue: async (_job, payload) => enqueued.push(payload) },
    settings: {
      adServerUrl: 'https://ads.example',
      demoFunding: true,
      allowInsecureLandingUrls: false,
    },
    ...overrides,
  };
  const anonymous: ServiceContext = { ...dependencies, actor: { kind: 'anonymous' } };
  const system: ServiceContext = {
    ...dependencies,
    actor: { kind: 'system', name: 'test', organizationId: null },
  };
  await createFirstAdmin({ ctx: system, input: STAFF });

  const procedures = appRouter._def.procedures as unknown as Readonly<
    Record<string, { readonly _def: { readonly type: 'query' | 'mutation' } }>
  >;

  /** One request as the browser sends it; a FormData input travels as a form. */
  async function call(sessionId: string | null, path: string, input?: unknown): Promise<Answer> {
    const url = new URL(`https://portal.example/api/trpc/${path}`);
    const body = input === undefined ? undefined : JSON.stringify(superjson.serialize(input));
    const isQuery = procedures[path]?._def.type === 'query';
    if (isQuery && body) url.searchParams.set('input', body);
    const request = isQuery
      ? new Request(url)
      : input instanceof FormData
        ? new Request(url, { method: 'POST', body: input })
        : new Request(url, {
            method: 'POST',
            headers: { 'content-type': 'application/json' },
            body: body ?? '',
          });
    const response = await fetchRequestHandler({
      endpoint: '/api/trpc',
      req: request,
      router: appRouter,
      createContext: () => createContext(dependencies, { sessionId }),
    });
    const text = await response.text();
    const parsed = JSON.parse(text) as { result?: { data: never } };
    const data = parsed.result ? superjson.deserialize(parsed.result.data) : undefined;
    return { status: response.status, text, data };
  }

  let people = 0;
  return {
    databases,
    owner,
    system,
    enqueued,
    paths: Object.keys(procedures),
    typeOf: (path: string) => procedures[path]!._def.type,
    call,
    contextOf: async (sessionId: string): Promise<ServiceContext> => ({
      ...dependencies,
      actor: await checkSession(dependencies, sessionId),
    }),
    signUp: async (kind: 'advertiser' | 'publisher', organizationName: string) => {
      people += 1;
      return signUp({
        ctx: anonymous,
        input: {
          kind,
          organizationName,
          name: `${organizationName} owner`,
          email: `person${people}-${newId('usr')}@tenant.example`,
          password: 'a long enough password',
        },
      });
    },
    staff: async () => (await signIn({ ctx: anonymous, input: STAFF })).sessionId,
    signIn: (email: string, password: string) =>
      signIn({ ctx: anonymous, input: { email, password } }),
    close: async () => {
      await Promise.all([...Object.values(databases), owner].map(closeDatabase));
      await database.drop();
    },
  };
}
