/**
 * `npm run bench -- event-to-profile [viewers] [at once]`: from the moment a click is sent until a decision for
 * that viewer knows the interest, polled every few milliseconds, through the running ad-server, log and worker.
 */
import { setTimeout as delay } from 'node:timers/promises';
import { openServices, readPlatformEnv } from '@placard/dev/platform';
import { systemClock } from '@placard/domain';
import { createPlatformClient } from '@placard/simulator';
import { createBenchMarket } from '../platform/create-bench-market.ts';
import { decideInTime } from '../platform/decide-in-time.ts';
import { inLanes } from '../platform/in-lanes.ts';
import { untilMarketServes } from '../platform/until-serves.ts';
import { OFFERS } from '../regret/demand.ts';

const START_MS = Date.UTC(2026, 0, 5);
const POLL_MS = 3;
const PATIENCE_MS = 30_000;
const BROWSER = {
  userAgent: 'Mozilla/5.0 (X11; Linux x86_64; rv:145.0) Gecko/20100101 Firefox/145.0',
  origin: 'https://magazine.example',
};

const [viewers = 1_000, most = 16] = process.argv.slice(2).map(Number);
const env = readPlatformEnv(process.env);
const services = openServices(env, 'bench', { nowMs: () => START_MS });
try {
  const bench = await createBenchMarket(
    services,
    'Event to profile',
    OFFERS.map(({ name, topics }) => ({
      externalId: name,
      title: name,
      description: `About ${topics.join(' and ')}`,
      categories: topics,
      attributes: {},
      landingUrl: `https://shop.example/${encodeURIComponent(name)}`,
    })),
    0,
  );
  const client = createPlatformClient({
    baseUrl: env.adServerUrl,
    fetch,
    serverKey: bench.serverKey,
  });
  await untilMarketServes(client, bench, START_MS);

  const ask = async (viewerKey: string) => {
    const slots = await decideInTime(client, {
      opportunities: [{ slotId: 'slot', placementId: bench.placementId }],
      viewer: { key: viewerKey },
      consent: { personalization: true },
      explain: true,
    });
    return slots[0];
  };
  const clickToInterestMs = async (viewerKey: string): Promise<number> => {
    const slot = await ask(viewerKey);
    if (!slot?.ad) throw new Error(`no ad: ${JSON.stringify(slot)}`);
    const { impression, click } = slot.ad.tokens;
    const sentMs = performance.now();
    const outcomes = await client.sendEvents([{ token: impression }, { token: click }], BROWSER);
    if (outcomes.some((outcome) => outcome !== 'accepted')) {
      throw new Error(`refused: ${JSON.stringify(outcomes)}`);
    }
    for (;;) {
      const interests = (await ask(viewerKey))?.explanation?.interests ?? [];
      const tookMs = performance.now() - sentMs;
      if (interests.length > 0) return tookMs;
      if (tookMs > PATIENCE_MS) throw new Error(`viewer ${viewerKey} gained no interest`);
      await delay(POLL_MS);
    }
  };

  const startedMs = systemClock.nowMs();
  const rows = [];
  for (const atOnce of [1, most]) {
    const keys = Array.from({ length: viewers }, (_, i) => `viewer-${startedMs}-${atOnce}-${i}`);
    const tookMs = (await inLanes(keys, atOnce, clickToInterestMs)).sort((a, b) => a - b);
    const quantile = (q: number) => tookMs[Math.ceil(q * tookMs.length) - 1]!.toFixed(0);
    rows.push({
      viewers,
      'at once': atOnce,
      'p50 ms': quantile(0.5),
      'p99 ms': quantile(0.99),
      'at most, ms': quantile(1),
    });
  }
  console.table(rows);
} finally {
  await services.close();
}
