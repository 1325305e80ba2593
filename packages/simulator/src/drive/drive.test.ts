import { createServer, type IncomingMessage, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { DAY_MS, seededRandom } from '@placard/domain';
import { afterEach, describe, expect, it } from 'vitest';
import { createMarket } from '../market.ts';
import { samplePageViews } from '../traffic.ts';
import { createAgenda } from './agenda.ts';
import { type DriveOptions, drive } from './drive.ts';
import { createPlatformClient, PlatformError } from './platform-client.ts';

const market = createMarket(
  {
    topics: ['food', 'sport'],
    viewerCount: 20,
    pages: [
      { url: 'https://m.example/a', title: 'A', topics: ['food'] },
      { url: 'https://m.example/b', title: 'B', topics: ['sport'] },
    ],
    ads: [
      { adId: 'ad_1', topics: ['food'] },
      { adId: 'ad_2', topics: ['sport'], priceMicros: 5_000_000 },
    ],
    truth: { base: -1 },
  },
  seededRandom(1),
);
const pageViews = samplePageViews(market, 1.7e12, 1.7e12 + 2 * DAY_MS, seededRandom(2));

type Seen = {
  path: string;
  body: {
    nowMs?: number;
    viewer?: { key: string };
    events?: { token?: string; valueMicros?: number; viewerKey?: string }[];
  };
};
let server: Server | undefined;
afterEach(() => {
  server?.close();
  server = undefined;
});

/** Answers as the ad-server would, always with the first ad, and keeps all it was told. */
async function listening(adId = 'ad_1') {
  const seen: Seen[] = [];
  const tokens = new Set<string>();
  server = createServer(async (request, response) => {
    const body = JSON.parse(await text(request));
    seen.push({ path: request.url ?? '', body });
    if (request.url === '/v1/clock') return response.end();
    if (request.url === '/v1/decisions') {
      const id = seen.length;
      const token = (kind: string) => `${body.viewer.key}/${id}/${kind}/0123456789`;
      const slots = body.opportunities.map((o: { slotId: string }) => ({
        slotId: o.slotId,
        decisionId: `dec_${id}`,
        ad: {
          adId,
          itemId: null,
          house: false,
          clickUrl: 'http://127.0.0.1/c',
          expiresAtMs: 1,
          creative: CREATIVE,
          tokens: {
            impression: token('impression'),
            viewable: token('viewable'),
            click: token('click'),
            conversion: token('conversion'),
          },
        },
      }));
      return response.end(JSON.stringify({ requestId: 'req_1', slots }));
    }
    const outcomes = body.events.map((event: { token?: string }) => {
      if (event.token && tokens.has(event.token)) return 'duplicate';
      if (event.token) tokens.add(event.token);
      return 'accepted';
    });
    response.end(JSON.stringify({ outcomes }));
  });
  await new Promise<void>((resolve) => server?.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  const client = createPlatformClient({ baseUrl: `http://127.0.0.1:${port}`, fetch });
  return { seen, client };
}

const CREATIVE = {
  creativeId: 'cre_1',
  creativeVersionId: 'crv_1',
  format: 'native',
  width: 300,
  height: 250,
  imageUrl: null,
  alt: '',
  headline: 'H',
  body: 'B',
  callToAction: null,
  advertiserName: 'A',
};

const run = (client: DriveOptions['client'], more: Partial<DriveOptions> = {}) =>
  drive({ market, pageViews, client, placementIds: ['plc_1'], seed: 3, ...more });

describe('driving a platform', () => {
  it('asks once a page view and reports each impression once, clicks after their impressions', async () => {
    const { seen, client } = await listening();
    const done = await run(client);
    expect(done.pageViews).toBe(pageViews.length);
    expect(done.impressions).toBe(pageViews.length);
    expect(done.clicks).toBeGreaterThan(10);
    const order = new Map<string, string[]>();
    for (const { path, body } of seen) {
      if (path !== '/v1/events') continue;
      for (const { token = '' } of body.events ?? []) {
        const [viewer, id, kind] = token.split('/') as [string, string, string];
        const key = `${viewer}/${id}`;
        order.set(key, [...(order.get(key) ?? []), kind]);
      }
    }
    const path = ['impression', 'viewable', 'click', 'conversion'];
    for (const kinds of order.values()) {
      expect(kinds).toEqual(path.filter((kind) => kinds.includes(kind)));
    }
  });

  it('moves the clock forwards only', async () => {
    const { seen, client } = await listening();
    await run(client);
    const clock = seen.filter((one) => one.path === '/v1/clock').map((one) => one.body.nowMs ?? 0);
    expect(clock.length).toBeGreaterThan(50);
    expect(clock).toEqual([...clock].sort((a, b) => a - b));
  });

  it('never steers the clock of a platform that has its own', async () => {
    const { seen, client } = await listening();
    await run(client, { steersClock: false });
    expect(seen.some((one) => one.path === '/v1/clock')).toBe(false);
  });

  it('gives the same clicks again, whatever the concurrency', async () => {
    const one = await listening();
    const alone = await run(one.client, { concurrency: 1 });
    server?.close();
    const two = await listening();
    const together = await run(two.client, { concurrency: 16 });
    expect(together.clicks).toBe(alone.clicks);
    expect(together.conversions).toBe(alone.conversions);
  });

  it('stops at an ad it does not know and at a refusal', async () => {
    const { client } = await listening('ad_unknown');
    await expect(run(client)).rejects.toThrow('ad_unknown');
    const refused = createPlatformClient({
      baseUrl: 'http://platform.example',
      fetch: async () => new Response('not ready', { status: 503 }),
    });
    await expect(run(refused)).rejects.toThrow(PlatformError);
  });
});

describe('an agenda', () => {
  it('gives entries by time, and by arrival within the same time', () => {
    const agenda = createAgenda<number>();
    const random = seededRandom(5);
    const entries = Array.from({ length: 500 }, (_, i) => ({ atMs: Math.floor(random() * 50), i }));
    for (const { atMs, i } of entries) agenda.add(atMs, i);
    const taken = Array.from({ length: 500 }, () => agenda.take()!);
    const expected = [...entries].sort((a, b) => a.atMs - b.atMs || a.i - b.i);
    expect(taken.map(({ item }) => item)).toEqual(expected.map(({ i }) => i));
    expect(agenda.take()).toBeUndefined();
  });
});

async function text(request: IncomingMessage): Promise<string> {
  let body = '';
  for await (const chunk of request) body += chunk;
  return body || '{}';
}
