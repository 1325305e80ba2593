import type { FeatureMap, FeatureValues } from '@placard/contracts';
import type { Random } from '@placard/domain';
import type { TrainingRow } from '../dataset/training-row.ts';

/** One request and some of the ads it could be answered with: raw values of each pair. */
export type Group = readonly FeatureValues[];

/** So many of an ad's latest rows stand for it. */
const ROWS_PER_AD = 8;
/** Share of requests and of ads that are made strangers: what is new is asked for too. */
const STRANGERS = 0.1;
/** A categorical feature of more values than this names individuals. */
const KINDS_AT_MOST = 100;

/**
 * Pairs as serving will ask for them and as a log never holds them: each request with ads chosen evenly among
 * all ads, its own among them. Half of the pairs keep the request's cross values, half take those of some
 * other row.
 */
export function createGroupSampler(
  map: FeatureMap,
  adRows: readonly TrainingRow[],
  random: Random,
) {
  const byAd = new Map<string, TrainingRow[]>();
  for (let i = adRows.length - 1; i >= 0; i--) {
    const row = adRows[i]!;
    const known = byAd.get(row.adId);
    if (!known) byAd.set(row.adId, [row]);
    else if (known.length < ROWS_PER_AD) known.push(row);
  }
  const ads = [...byAd.values()];
  const pick = <T>(from: readonly T[]): T => from[Math.floor(random() * from.length)]!;
  const namesOf = (side: 'ad' | 'cross') => [
    ...map.features.flatMap((feature) => (feature.side === side ? [feature.name] : [])),
    ...(map.sequences ?? []).flatMap((one) => (one.side === side ? [one.feature] : [])),
  ];
  const adNames = namesOf('ad');
  const crossNames = namesOf('cross');
  const identities = (ofAd: boolean) =>
    map.features.flatMap((feature) => {
      const names = feature.kind === 'categorical' && feature.vocabulary.length > KINDS_AT_MOST;
      return names && (feature.side === 'ad') === ofAd ? [feature.name] : [];
    });
  const adIdentities = identities(true);
  const requestIdentities = identities(false);
  const copy = (names: readonly string[], from: FeatureValues, to: FeatureValues) => {
    for (const name of names) to[name] = from[name] ?? null;
  };
  const hide = (names: readonly string[], values: FeatureValues) => {
    for (const name of names) values[name] = null;
  };
  const pair = (request: FeatureValues, ad: FeatureValues, cross: FeatureValues) => {
    const values = { ...request };
    copy(adNames, ad, values);
    copy(crossNames, cross, values);
    return values;
  };

  return {
    adCount: ads.length,
    /** A request with its own ad and `size` - 1 others, to fit to. */
    toFit: (request: TrainingRow, size: number): Group => {
      const base = { ...request.values };
      if (random() < STRANGERS) hide(requestIdentities, base);
      return Array.from({ length: size }, (_, i) => {
        if (i === 0) return base;
        const cross = random() < 0.5 ? request : pick(adRows);
        const values = pair(base, pick(pick(ads)).values, cross.values);
        if (random() < STRANGERS) hide(adIdentities, values);
        return values;
      });
    },
    /** A request with `size` ads at most, each once and as it was last seen, to measure on. */
    toMeasure: (request: TrainingRow, size: number): Group => {
      const every = Math.max(1, ads.length / size);
      const chosen = Array.from(
        { length: Math.min(size, ads.length) },
        (_, i) => ads[Math.floor(i * every)]![0]!,
      );
      return chosen.map(({ values }) => pair(request.values, values, pick(adRows).values));
    },
  };
}
