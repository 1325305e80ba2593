import { setTimeout as delay } from 'node:timers/promises';
import { SECOND_MS } from '@placard/domain';
import { type PlatformClient, PlatformError } from '@placard/simulator';
import type { BenchMarket } from './create-bench-market.ts';

const PATIENCE_MS = 30_000;
const POLL_MS = 50;

/**
 * Resolves once the ad-server knows the market: its key, its placement and its ads. Asks at `atMs` of the
 * simulated clock and a little later each time: a campaign that was refused stays out for a second of it.
 */
export function untilMarketServes(
  client: PlatformClient,
  market: BenchMarket,
  atMs: number,
): Promise<void> {
  let nowMs = atMs;
  return until('the ad-server did not take the market in', async () => {
    await client.setClock(nowMs);
    nowMs += 2 * SECOND_MS;
    const slot = await probe(client, market);
    return slot?.ad ? true : JSON.stringify(slot);
  });
}

/** Resolves once decisions of the market are predicted by this model version. */
export function untilModelServes(
  client: PlatformClient,
  market: BenchMarket,
  modelVersionId: string,
): Promise<void> {
  return until(`the ad-server did not serve ${modelVersionId}`, async () => {
    const predictor = (await probe(client, market))?.explanation?.predictor;
    const serves = predictor?.kind === 'model' && predictor.modelVersionId === modelVersionId;
    return serves ? true : `predictor ${JSON.stringify(predictor)}`;
  });
}

/** Asks for one ad on behalf of nobody, so that no profile is touched. */
async function probe(client: PlatformClient, market: BenchMarket) {
  const [ad] = market.ads.values();
  const { slots } = await client.decide({
    opportunities: [{ slotId: 'probe', placementId: market.placementId }],
    restrictToAds: [ad!.adId],
    explain: true,
  });
  return slots[0];
}

/** `attempt` answers true, or what it saw instead. */
async function until(failure: string, attempt: () => Promise<true | string>): Promise<void> {
  const startedMs = performance.now();
  for (;;) {
    // Until the snapshot with its key arrives, the server refuses the caller.
    const seen = await attempt().catch((error: unknown) => {
      if (error instanceof PlatformError && [401, 503].includes(error.status)) return error.message;
      throw error;
    });
    if (seen === true) return;
    if (performance.now() - startedMs > PATIENCE_MS) {
      throw new Error(`${failure} within ${PATIENCE_MS / 1000} s: ${seen}`);
    }
    await delay(POLL_MS);
  }
}
