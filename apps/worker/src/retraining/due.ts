import { HOUR_MS } from '@placard/domain';

/** What a market's policy asks, and what there is to judge by. */
export type RetrainingFacts = {
  readonly everyHours: number | null;
  readonly psiAbove: number | null;
  readonly decayAbove: number | null;
  readonly newClicks: number | null;
  /** When the latest run was asked for; null before the first. */
  readonly lastStartedMs: number | null;
  readonly clicksSince: number;
  /** The champion's latest drift report that came after the latest run. */
  readonly drift: {
    readonly featurePsi: Readonly<Record<string, number>>;
    readonly scorePsi: number | null;
    readonly normalisedEntropy: number | null;
    readonly promisedEntropy: number | null;
  } | null;
};

/** Why a market should train now, in words and numbers, or null. */
export function retrainingDue(facts: RetrainingFacts, nowMs: number): string | null {
  const { everyHours, newClicks, lastStartedMs, clicksSince } = facts;
  if (everyHours !== null) {
    const hours = lastStartedMs === null ? Infinity : (nowMs - lastStartedMs) / HOUR_MS;
    if (hours >= everyHours) {
      return lastStartedMs === null
        ? `every ${everyHours} h, and none before`
        : `every ${everyHours} h, ${hours.toFixed(1)} h after the last`;
    }
  }
  if (newClicks !== null && clicksSince >= newClicks) {
    return `${clicksSince} new clicks, asked for at ${newClicks}`;
  }
  return driftOf(facts) ?? decayOf(facts);
}

function driftOf({ psiAbove, drift }: RetrainingFacts): string | null {
  if (psiAbove === null || !drift) return null;
  const all = Object.entries(drift.featurePsi);
  if (drift.scorePsi !== null) all.push(['the score', drift.scorePsi]);
  all.sort(([, a], [, b]) => b - a);
  const [worst] = all;
  if (!worst || !(worst[1] > psiAbove)) return null;
  return `PSI of ${worst[0]} is ${worst[1].toFixed(2)}, above ${psiAbove}`;
}

function decayOf({ decayAbove, drift }: RetrainingFacts): string | null {
  if (decayAbove === null || !drift?.promisedEntropy || drift.normalisedEntropy === null)
    return null;
  const rise = drift.normalisedEntropy / drift.promisedEntropy - 1;
  if (!(rise > decayAbove)) return null;
  return (
    `normalised entropy ${drift.normalisedEntropy.toFixed(3)} against ${drift.promisedEntropy.toFixed(3)} when it ` +
    `was trained: ${(100 * rise).toFixed(0)} % worse, above ${(100 * decayAbove).toFixed(0)} %`
  );
}
