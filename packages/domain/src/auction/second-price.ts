/**
 * A bid in one opportunity's auction. `unitsPerThousand` turns a unit price into eCPM (see
 * `eventsPerThousand`); `quality` > 0 scales eCPM into rank score.
 */
export type AuctionBid<T> = {
  readonly candidate: T;
  readonly bidMicros: number;
  readonly unitsPerThousand: number;
  readonly quality: number;
};

export type PricedBid<T> = AuctionBid<T> & {
  readonly eCpmMicros: number;
  readonly rankScore: number;
};

/** eCPM and rank score of a bid; a non-finite score sorts last as -Infinity. */
export function rankBid<T>(bid: AuctionBid<T>): PricedBid<T> {
  const { candidate, bidMicros, unitsPerThousand, quality } = bid;
  const eCpm = bidMicros * unitsPerThousand;
  const score = eCpm * quality;
  // Field by field: spreading costs more than the auction.
  return {
    candidate,
    bidMicros,
    unitsPerThousand,
    quality,
    eCpmMicros: eCpm,
    rankScore: Number.isFinite(score) ? score : -Infinity,
  };
}

/**
 * Generalised second price with quality (Edelman, Ostrovsky and Schwarz, 2007; Varian, 2007): the winner
 * pays the least unit price that keeps its place against the next rank score and the floor.
 * `floorECpmMicros` bounds eCPM before quality. The result is whole micros, never above the bid.
 */
export function clearingPriceMicros(
  winner: PricedBid<unknown>,
  nextRankScore: number,
  floorECpmMicros: number,
): number {
  if (!(winner.unitsPerThousand > 0) || !(winner.quality > 0)) return 0;
  const toKeepPlace = Math.max(0, nextRankScore) / winner.quality;
  const neededECpm = Math.max(toKeepPlace, floorECpmMicros);
  return Math.min(winner.bidMicros, Math.ceil(neededECpm / winner.unitsPerThousand));
}
