/** Showings at the mean that every ad starts with. */
const PRIOR_SHOWINGS = 200;

/** By ad, how far the share of its showings after which the visit went on lies from the mean, shrunk to 0 by few. */
export function stayByAd(
  adIds: readonly string[],
  goesOn: readonly boolean[],
): ReadonlyMap<string, number> {
  const mean = goesOn.filter(Boolean).length / Math.max(1, goesOn.length);
  const byAd = new Map<string, { showings: number; excess: number }>();
  adIds.forEach((adId, i) => {
    const known = byAd.get(adId) ?? { showings: 0, excess: 0 };
    known.showings++;
    known.excess += Number(goesOn[i]) - mean;
    byAd.set(adId, known);
  });
  return new Map(
    [...byAd].map(([adId, { showings, excess }]) => [adId, excess / (showings + PRIOR_SHOWINGS)]),
  );
}
