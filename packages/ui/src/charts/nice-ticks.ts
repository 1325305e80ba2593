/** Round places within a range, at most about `count` of them: 20, 40, 60 rather than 11, 26, 41. */
export function niceTicks(from: number, to: number, count = 5): number[] {
  if (!(to > from)) return [from];
  const step = niceStep((to - from) / count);
  const first = Math.ceil(from / step - 1e-9);
  const last = Math.floor(to / step + 1e-9);
  return Array.from({ length: last - first + 1 }, (_, index) => round((first + index) * step));
}

/** A range widened to round ends, and the round places within it. */
export function niceScale(from: number, to: number, count = 5) {
  const step = niceStep(Math.max(to - from, Math.abs(to) * 1e-3, 1e-9) / count);
  const low = round(Math.floor(from / step + 1e-9) * step);
  const high = round(Math.max(Math.ceil(to / step - 1e-9), Math.floor(from / step) + 1) * step);
  return { domain: [low, high] as [number, number], ticks: niceTicks(low, high, count) };
}

/** 1, 2 or 5 times a power of ten, the least that is not below. */
function niceStep(rough: number): number {
  const power = 10 ** Math.floor(Math.log10(rough));
  const factor = [1, 2, 5, 10].find((each) => each * power >= rough * (1 - 1e-9)) ?? 10;
  return factor * power;
}

/** Without what binary fractions leave behind. */
function round(value: number): number {
  return Number(value.toPrecision(12));
}
