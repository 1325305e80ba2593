/**
 * The demonstration: an admin, advertisers with campaigns, a publisher with a magazine, a week of simulated
 * readers played over HTTP, and a model trained on what they did. Run by the launcher on a fresh database,
 * against the running platform; PLACARD_SEED_PAGE_VIEWS says how much traffic (default 5,000 page views).
 */
import { DAY_MS, type Id, systemClock } from '@placard/domain';
import { createFirstAdmin, ensureDefaultMarket, promoteModel } from '@placard/services';
import { createPlatformClient } from '@placard/simulator';
import { z } from 'zod';
import {
  createCaughtUp,
  createServerKey,
  openServices,
  readPlatformEnv,
  trainAndWait,
} from './platform/index.ts';
import { seedDemand } from './seed/demand.ts';
import { demoLogin } from './seed/logins.ts';
import { seedSupply } from './seed/supply.ts';
import { seedHistory } from './seed/traffic.ts';

const HISTORY_DAYS = 7;
/** A week of a small magazine has too few clicks for the default size: it would lose to logistic regression. */
const SMALL_MODEL = {
  embeddingDim: 4,
  hidden: [32],
  crossLayers: 1,
  batchSize: 512,
  learningRate: 0.003,
  l2: 1e-4,
};

const env = readPlatformEnv(process.env);
const settings = z
  .object({
    PLACARD_DEMO_SITE_PLACEMENTS: z.string().min(1),
    PLACARD_DEMO_SITE_URL: z.url(),
    PLACARD_SEED_PAGE_VIEWS: z.coerce.number().int().positive().default(5000),
  })
  .parse(process.env);

const nowMs = systemClock.nowMs();
const startMs = nowMs - HISTORY_DAYS * DAY_MS;
const isPast = env.clock === 'simulated';
// What is created before a simulated week must have existed then.
const past = openServices(env, 'seed', isPast ? { nowMs: () => startMs } : systemClock);
const present = openServices(env, 'seed', systemClock);
const caughtUp = await createCaughtUp(env);
try {
  const staff = past.contextOf(null);
  const { as: _, ...admin } = demoLogin('admin');
  await createFirstAdmin({ ctx: staff, input: { ...admin, name: 'Ada Admin' } });
  console.log('campaigns and creatives of the demo advertisers');
  const ads = await seedDemand(past, demoLogin('advertiser'), new Date(startMs));
  const placementIds = await seedSupply(
    past,
    demoLogin('publisher'),
    settings.PLACARD_DEMO_SITE_PLACEMENTS,
  );
  const serverKey = await createServerKey(past, 'demo seed');
  const client = createPlatformClient({ baseUrl: env.adServerUrl, fetch, serverKey });

  let told = -1;
  const done = await seedHistory({
    client,
    ads,
    placementIds: [placementIds.leaderboard, placementIds['in-article'], placementIds.sidebar],
    siteUrl: settings.PLACARD_DEMO_SITE_URL,
    fromMs: startMs,
    toMs: nowMs,
    pageViews: settings.PLACARD_SEED_PAGE_VIEWS,
    steersClock: isPast,
    onProgress: (share, { decisions, clicks }) => {
      const tenth = Math.floor(share * 10);
      if (tenth === told) return;
      told = tenth;
      console.log(`a week of readers: ${tenth * 10} %, ${decisions} decisions, ${clicks} clicks`);
    },
  });
  if (isPast) await client.setClock(nowMs);
  await caughtUp.everything();
  console.log(`the week: ${done.impressions} impressions, ${done.clicks} clicks`);

  const now = present.contextOf(null);
  const marketId = (await ensureDefaultMarket({ ctx: now })) as Id<'mkt'>;
  const modelVersionId = await trainAndWait(
    now,
    marketId,
    { hyperparameters: SMALL_MODEL },
    ({ status, progress, message }) => {
      console.log(`training: ${status} ${Math.round(progress * 100)} % ${message}`);
    },
  );
  // A week of a small market is too little for every gate; the audit log shows what was overridden.
  const overrideReason =
    'The demonstration shows a model that serves, whatever a small week says of it.';
  await promoteModel({ ctx: now, input: { modelVersionId, overrideReason } });
  console.log('the trained model serves');
} finally {
  await caughtUp.close();
  await Promise.all([past.close(), present.close()]);
}
