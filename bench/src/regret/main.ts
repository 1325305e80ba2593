/**
 * `npm run bench -- regret`: what the platform gives away against an oracle that knows the simulated truth,
 * beside random choice and popularity, on the same readers and pages. See options.ts for its arguments.
 */
import { createCaughtUp, openServices, readPlatformEnv } from '@placard/dev/platform';
import { DAY_MS, seededRandom, systemClock } from '@placard/domain';
import { createPlatformClient, expectedPageViewsPerDay, samplePageViews } from '@placard/simulator';
import { createBenchMarket } from '../platform/create-bench-market.ts';
import { untilMarketServes } from '../platform/until-serves.ts';
import { runBaseline } from './baselines.ts';
import { demandMarket, OFFERS } from './demand.ts';
import { parseRegretOptions } from './options.ts';
import { runPlatform } from './platform-policy.ts';
import { type PolicyTallies, renderRegret } from './report.ts';

const START_MS = Date.UTC(2026, 0, 5);

const startedMs = performance.now();
const say = (text: string) =>
  console.log(`[${((performance.now() - startedMs) / 1000).toFixed(1).padStart(6)}s] ${text}`);
const options = parseRegretOptions(process.argv.slice(2));
const env = readPlatformEnv(process.env);
const services = openServices(env, 'bench', systemClock);
const caughtUp = await createCaughtUp(env);
const tallies: PolicyTallies[] = [];
// Each seed's weeks come after those of the one before: the platform's clock never goes back.
let fromMs = START_MS;
try {
  for (let seed = 1; seed <= options.seeds; seed++) {
    const birthMs = fromMs;
    const pastServices = openServices(env, 'bench', { nowMs: () => birthMs });
    const offers = OFFERS.map(({ name, topics }) => ({
      externalId: name,
      title: name,
      description: `About ${topics.join(' and ')}`,
      categories: topics,
      attributes: {},
      landingUrl: `https://shop.example/${encodeURIComponent(name)}`,
    }));
    const bench = await createBenchMarket(
      pastServices,
      `Regret ${seed}`,
      offers,
      options.exploration,
    );
    await pastServices.close();
    const client = createPlatformClient({
      baseUrl: env.adServerUrl,
      fetch,
      serverKey: bench.serverKey,
    });
    await untilMarketServes(client, bench, fromMs);

    const adIds = offers.map((offer) => bench.ads.get(offer.externalId)!.adId);
    const market = demandMarket(adIds, options.viewers, seed);
    const days = (1.2 * options.decisions) / expectedPageViewsPerDay(market);
    const pageViews = samplePageViews(
      market,
      fromMs + DAY_MS,
      fromMs + DAY_MS * (1 + days),
      seededRandom(1000 + seed),
    ).slice(0, options.decisions);
    const baseline = (name: 'random' | 'popularity' | 'oracle') =>
      runBaseline(name, market, pageViews, seed);
    const platform = await runPlatform({
      services,
      caughtUp,
      baseUrl: env.adServerUrl,
      bench,
      market,
      pageViews,
      seed,
      options,
      say,
    });
    tallies.push({
      random: baseline('random'),
      popularity: baseline('popularity'),
      platform,
      oracle: baseline('oracle'),
    });
    console.log(`\n${renderRegret(tallies, options)}\n`);
    fromMs = Math.ceil(pageViews.at(-1)!.atMs + 3 * DAY_MS);
  }
} finally {
  await caughtUp.close();
  await services.close();
}
