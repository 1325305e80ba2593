import {
  createCaughtUp,
  openServices,
  type PlatformEnv,
  trainAndWait,
} from '@placard/dev/platform';
import { type Id, systemClock } from '@placard/domain';
import { promoteModel } from '@placard/services';
import { createPlatformClient } from '@placard/simulator';
import { z } from 'zod';
import { untilMarketServes, untilModelServes } from '../platform/until-serves.ts';
import { askLists, listQuestions, type ServedList, servedListSchema } from './ask-lists.ts';
import type { Dataset } from './import/dataset.ts';
import { type LoggedRow, readLoggedRows } from './logged-rows.ts';
import { clickRates, loadRegistered, settingsOf } from './models.ts';
import type { ReplayOptions } from './options.ts';
import { type Played, play } from './play.ts';
import {
  createReplayMarket,
  marketBirthMs,
  recordOfMarket,
  replayMarketSchema,
} from './replay-market.ts';
import { offeredSchema, retrieveLists } from './retrieve-lists.ts';

const byRanker = <T extends z.ZodType>(schema: T) => z.record(z.string(), schema);

/** What came of replaying a data set through the platform, beside the rows it logged. */
export const platformRunSchema = z.object({
  market: replayMarketSchema,
  /** By model kind. */
  modelVersionIds: byRanker(z.string()),
  /** Of each row of the test part: what each model predicts from the logged values. */
  testPredictions: byRanker(z.array(z.number())),
  /** Served over HTTP, each model champion in its turn. */
  lists: byRanker(z.array(servedListSchema)),
  /** Retrieved without a ranker, or before the champion ranked. */
  retrievedLists: byRanker(z.array(offeredSchema)),
  /** HTTP latency of decisions of one ad, in milliseconds. */
  latenciesMs: z.array(z.number()),
  replaySeconds: z.number(),
});
export type PlatformRun = z.infer<typeof platformRunSchema>;

export type Replayed = { readonly run: PlatformRun; readonly rows: readonly LoggedRow[] };

/** The ad-server re-reads its counters twice a second. */
const COUNTERS_SETTLE_MS = 1_500;

/**
 * Plays the first part, trains every model through the queue, lets each serve ten ads to every test viewer,
 * then plays the rest with the deep model, the last of them, as champion.
 */
export async function replayThroughPlatform(
  env: PlatformEnv,
  dataset: Dataset,
  boundary: number,
  options: ReplayOptions,
  say: (text: string) => void,
): Promise<Replayed> {
  const birthMs = marketBirthMs(dataset);
  const pastServices = openServices(env, 'replay', { nowMs: () => birthMs });
  const services = openServices(env, 'replay', systemClock);
  const caughtUp = await createCaughtUp(env);
  try {
    const staff = services.contextOf(null);
    say(`creating a market of ${dataset.items.length} ads`);
    const market = await createReplayMarket(pastServices, dataset);
    const client = createPlatformClient({
      baseUrl: env.adServerUrl,
      fetch,
      serverKey: market.serverKey,
    });
    await untilMarketServes(client, market, birthMs);

    const startedMs = performance.now();
    const total = dataset.interactions.length;
    const parts = { dataset, market, client, caughtUp, boundary, windowMs: options.windowMs };
    const onProgress = progressReporter(total, say);
    const first = await play({ ...parts, from: 0, to: boundary, onProgress });
    await caughtUp.everything();

    const modelVersionIds: Record<string, Id<'mdl'>> = {};
    const lists: Record<string, ServedList[]> = {};
    const questions = listQuestions(dataset, numbers(boundary, total), numbers(0, boundary));
    await client.setClock(questions[0]!.atMs);
    await new Promise((resolve) => setTimeout(resolve, COUNTERS_SETTLE_MS));
    const others = options.rankers.filter((kind) => kind !== options.deepKind);
    for (const modelKind of [...others, options.deepKind]) {
      say(`training ${modelKind} on the first ${boundary} interactions`);
      const modelVersionId = await trainAndWait(staff, market.marketId, {
        modelKind,
        hyperparameters: settingsOf(modelKind),
        seed: options.seed,
      });
      const overrideReason = 'A replay measures what serving this model does, good or bad.';
      await promoteModel({ ctx: staff, input: { modelVersionId, overrideReason } });
      await untilModelServes(client, market, modelVersionId);
      say(`${modelKind} serves; asking ten ads for ${questions.length} viewers`);
      modelVersionIds[modelKind] = modelVersionId;
      lists[modelKind] = await askLists(questions, { dataset, market, client });
    }
    say('learning what ties the items, and asking by it');
    const retrievedLists = await retrieveLists(questions, {
      dataset,
      boundary,
      market,
      client,
      scorer: await loadRegistered(staff, modelVersionIds[options.deepKind]!, env.blobsDir),
      state: recordOfMarket(market, birthMs),
    });
    const rest = await play({ ...parts, from: boundary, to: total, onProgress });
    const played: Played[] = [...first, ...rest];
    say('reading the logged decisions back');
    const rows = await readLoggedRows(env.databaseUrls.worker, dataset, played);
    const testPairs = rows.slice(boundary).map((row) => row.values);
    const testPredictions: Record<string, number[]> = {};
    for (const [kind, modelVersionId] of Object.entries(modelVersionIds)) {
      const scorer = await loadRegistered(staff, modelVersionId, env.blobsDir);
      testPredictions[kind] = [...(await clickRates(scorer, testPairs))];
      await scorer.dispose();
    }
    const run = {
      market: recordOfMarket(market, birthMs),
      modelVersionIds,
      testPredictions,
      lists,
      retrievedLists,
      latenciesMs: played.map((one) => one.latencyMs),
      replaySeconds: (performance.now() - startedMs) / 1000,
    };
    return { run, rows };
  } finally {
    await Promise.all([caughtUp.close(), services.close(), pastServices.close()]);
  }
}

function numbers(from: number, to: number): number[] {
  return Array.from({ length: to - from }, (_, i) => from + i);
}

/** Says how far it is at most every five seconds. */
function progressReporter(total: number, say: (text: string) => void) {
  const startedMs = performance.now();
  let saidMs = startedMs;
  return (done: number) => {
    const nowMs = performance.now();
    if (nowMs - saidMs < 5_000 && done < total) return;
    saidMs = nowMs;
    say(`replayed ${done} of ${total}`);
  };
}
