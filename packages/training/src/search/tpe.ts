import { normalSample, type Random } from '@placard/domain';
import { drawSettings, type Range, type Settings, type Space, scaled, unscaled } from './space.ts';

export interface Trial {
  readonly settings: Settings;
  /** What is to be made small. */
  readonly loss: number;
}

const START_TRIALS = 8;
const GOOD_SHARE = 0.25;
const CANDIDATES = 24;
/** Weight of the even prior in each density, so that nothing is ruled out. */
const PRIOR = 1;

/**
 * The tree-structured Parzen estimator (Bergstra et al., NeurIPS 2011): the trials are parted into the
 * best quarter and the rest, each part gets a density of every setting, and of some draws from the
 * good density the one with the largest ratio good / rest is tried next. The first trials are random.
 */
export function suggestSettings(space: Space, trials: readonly Trial[], random: Random): Settings {
  if (trials.length < START_TRIALS) return drawSettings(space, random);
  const byLoss = trials.toSorted((a, b) => a.loss - b.loss);
  const cut = Math.max(1, Math.ceil(GOOD_SHARE * trials.length));
  const good = byLoss.slice(0, cut);
  const rest = byLoss.slice(cut);
  return Object.fromEntries(
    Object.entries(space).map(([name, range]) => {
      const values = (part: readonly Trial[]) => part.map(({ settings }) => settings[name]!);
      return [name, suggestValue(range, values(good), values(rest), random)];
    }),
  );
}

type Value = string | number;

function suggestValue(
  range: Range,
  good: readonly Value[],
  rest: readonly Value[],
  random: Random,
): Value {
  if (range.kind === 'choice') {
    const weight = (part: readonly Value[], value: Value) =>
      (part.filter((one) => one === value).length + PRIOR / range.values.length) /
      (part.length + PRIOR);
    return best(range.values, (value) => weight(good, value) / weight(rest, value));
  }
  const low = scaled(range, range.low);
  const high = scaled(range, range.high);
  const places = (part: readonly Value[]) => part.map((value) => scaled(range, Number(value)));
  const goodDensity = parzen(places(good), low, high);
  const restDensity = parzen(places(rest), low, high);
  const drawn = Array.from({ length: CANDIDATES }, () => goodDensity.draw(random));
  return unscaled(
    range,
    best(drawn, (place) => goodDensity.at(place) / restDensity.at(place)),
  );
}

/** A normal at each place, as wide as the gap to its farther neighbour, and an even prior. */
function parzen(places: readonly number[], low: number, high: number) {
  const sorted = places.toSorted((a, b) => a - b);
  const span = high - low;
  const kernels = sorted.map((mean, i) => {
    const before = mean - (sorted[i - 1] ?? low);
    const after = (sorted[i + 1] ?? high) - mean;
    const width = Math.min(span, Math.max(before, after, span / Math.min(100, sorted.length + 2)));
    return { mean, width };
  });
  const total = kernels.length + PRIOR;
  return {
    draw(random: Random): number {
      const kernel = kernels[Math.floor(random() * total)];
      if (!kernel) return low + random() * span;
      const place = kernel.mean + kernel.width * normalSample(random);
      return Math.min(high, Math.max(low, place));
    },
    at(place: number): number {
      const sum = kernels.reduce(
        (density, { mean, width }) =>
          density +
          Math.exp(-(((place - mean) / width) ** 2) / 2) / (width * Math.sqrt(2 * Math.PI)),
        PRIOR / span,
      );
      return sum / total;
    },
  };
}

function best<T>(values: readonly T[], worth: (value: T) => number): T {
  return values.reduce((first, value) => (worth(value) > worth(first) ? value : first));
}
