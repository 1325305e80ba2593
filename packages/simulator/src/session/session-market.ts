import type { Random } from '@placard/domain';
import type { SimulatedAd } from '../ad.ts';
import type { SimulatedMarket } from '../market.ts';
import { DEFAULT_SESSION_TRUTH, type SessionTruth } from './session-truth.ts';

/** A market whose visits answer to what they are shown. */
export type SessionMarket = {
  readonly market: SimulatedMarket;
  readonly truth: SessionTruth;
  /** In [0, 1]; hidden from the platform. @throws RangeError for an ad of another market. */
  loudnessOf(ad: SimulatedAd): number;
};

/** Draws what `market` leaves open: how loud each of its ads is, evenly in [0, 1]. */
export function createSessionMarket(
  market: SimulatedMarket,
  random: Random,
  truth: Partial<SessionTruth> = {},
): SessionMarket {
  const loudness = new Map(market.ads.map(({ adId }) => [adId, random()]));
  return {
    market,
    truth: { ...DEFAULT_SESSION_TRUTH, ...truth },
    loudnessOf: ({ adId }) => {
      const known = loudness.get(adId);
      if (known === undefined) throw new RangeError(`the market has no ad ${adId}`);
      return known;
    },
  };
}
