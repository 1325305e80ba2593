import { type CaughtUp, type OpenServices, trainAndWait } from '@placard/dev/platform';
import { getModelVersion } from '@placard/services';
import {
  createPlatformClient,
  drive,
  type PageView,
  type SimulatedMarket,
} from '@placard/simulator';
import type { BenchMarket } from '../platform/create-bench-market.ts';
import { untilModelServes } from '../platform/until-serves.ts';
import type { RegretOptions } from './options.ts';
import { keepTally, type Tally } from './tally.ts';

export type PlatformPolicy = {
  readonly services: OpenServices;
  readonly caughtUp: CaughtUp;
  readonly baseUrl: string;
  readonly bench: BenchMarket;
  readonly market: SimulatedMarket;
  readonly pageViews: readonly PageView[];
  readonly seed: number;
  readonly options: RegretOptions;
  readonly say: (text: string) => void;
};

/**
 * What the running platform earns: it begins with sampling from its counters and is trained anew, through
 * the queue, every so many decisions; a model serves once it beats its baselines and the one before.
 */
export async function runPlatform(policy: PlatformPolicy): Promise<Tally> {
  const { bench, market, pageViews, seed, options, say } = policy;
  const client = createPlatformClient({
    baseUrl: policy.baseUrl,
    fetch,
    serverKey: bench.serverKey,
  });
  const tally = keepTally(market, pageViews.length);
  let trained = 0;
  let saidAt = 0;
  await drive({
    market,
    pageViews,
    client,
    placementIds: [bench.placementId],
    seed,
    onDecided: ({ view, ad, exposures }) => tally.add(view, ad, exposures),
    onProgress: ({ decisions, clicks }) => {
      if (decisions - saidAt < 2_500) return;
      saidAt = decisions;
      say(`seed ${seed}: ${decisions} decisions, ${clicks} clicks`);
    },
    betweenSteps: async ({ decisions }) => {
      if (decisions < (trained + 1) * options.retrainEvery) return;
      trained++;
      await policy.caughtUp.everything();
      const ctx = policy.services.contextOf(null);
      const modelVersionId = await trainAndWait(ctx, bench.marketId, {
        seed,
        promoteIfBetter: true,
        overrideReason: 'The bench lets every model serve that is better than what serves.',
      });
      const { stage, card } = await getModelVersion({ ctx, input: { modelVersionId } });
      const isBetter = stage === 'champion';
      if (isBetter) await untilModelServes(client, bench, modelVersionId);
      const { metrics, baselines } = card;
      say(
        `seed ${seed}: after ${decisions} decisions a model with log loss ${metrics.logLoss.toFixed(4)} ` +
          `(logistic regression ${baselines['logistic-regression']?.logLoss.toFixed(4)}, ` +
          `popularity ${baselines.popularity?.logLoss.toFixed(4)}) ${isBetter ? 'serves' : 'stays out'}`,
      );
    },
  });
  return tally.result();
}
