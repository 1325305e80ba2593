import { setTimeout as delay } from 'node:timers/promises';
import { DAY_MS, MINUTE_MS, seededRandom } from '@placard/domain';
import {
  createMarket,
  type DriveProgress,
  drive,
  expectedPageViewsPerDay,
  type PlatformClient,
  PlatformError,
  samplePageViews,
} from '@placard/simulator';
import { readArticles, TOPICS } from '../demo-site/article.ts';
import type { SeededAd } from './demand.ts';

const SEED = 2026;
const MEAN_PAGE_VIEWS_PER_VIEWER_AND_DAY = 3;
/** The most that a page's slots are apart in the clock: traffic of one step runs together. */
const STEP_MS = 4 * MINUTE_MS;
const PATIENCE_MS = 60_000;

export type HistoryOptions = {
  readonly client: PlatformClient;
  readonly ads: readonly SeededAd[];
  readonly placementIds: readonly string[];
  readonly siteUrl: string;
  readonly fromMs: number;
  readonly toMs: number;
  /** About how many, over the whole time. */
  readonly pageViews: number;
  readonly steersClock: boolean;
  readonly onProgress: (share: number, progress: DriveProgress) => void;
};

/** Lets simulated viewers read the magazine over HTTP, as its real readers would, from `fromMs` to `toMs`. */
export async function seedHistory(options: HistoryOptions): Promise<DriveProgress> {
  const { client, fromMs, toMs } = options;
  const random = seededRandom(SEED);
  const days = (toMs - fromMs) / DAY_MS;
  const viewerCount = Math.ceil(options.pageViews / days / MEAN_PAGE_VIEWS_PER_VIEWER_AND_DAY);
  const market = createMarket(
    {
      topics: TOPICS,
      viewerCount,
      viewerKeyPrefix: 'reader',
      pages: readArticles().map(({ slug, title, categories }) => ({
        url: `${options.siteUrl}/${slug}`,
        title,
        topics: categories,
      })),
      ads: options.ads.map(({ categories, ...ad }) => ({ ...ad, topics: categories })),
    },
    random,
  );
  // Enough viewers for the number asked, whatever their habits came out as.
  const share = Math.min(1, options.pageViews / (expectedPageViewsPerDay(market) * days));
  const viewers = market.viewers.slice(0, Math.ceil(market.viewers.length * share));
  const pageViews = samplePageViews({ ...market, viewers }, fromMs, toMs, random).filter(
    (view) => view.atMs < toMs,
  );
  await untilServed(client, options.placementIds[0]!, options.siteUrl);
  return drive({
    market,
    pageViews,
    client,
    placementIds: options.placementIds,
    seed: SEED,
    stepMs: STEP_MS,
    steersClock: options.steersClock,
    concurrency: 12,
    onProgress: (progress) => options.onProgress(progress.pageViews / pageViews.length, progress),
  });
}

/** The snapshot follows the database within a second or so; before that key and placement are unknown. */
async function untilServed(client: PlatformClient, placementId: string, siteUrl: string) {
  const startedMs = performance.now();
  for (;;) {
    const slots = await client
      .decide({ opportunities: [{ slotId: 'ready', placementId }], page: { url: siteUrl } })
      .then((response) => response.slots)
      .catch((error: unknown) => {
        if (error instanceof PlatformError && [401, 503].includes(error.status)) return [];
        throw error;
      });
    if (slots[0]?.ad) return;
    if (performance.now() - startedMs > PATIENCE_MS) {
      throw new Error('the ad-server does not serve the demonstration placements');
    }
    await delay(200);
  }
}
