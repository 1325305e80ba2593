/** Of one arm: sums over viewers of impressions n and clicks y. */
export interface ArmSums {
  readonly viewers: number;
  readonly n: number;
  readonly y: number;
  readonly nn: number;
  readonly ny: number;
  readonly yy: number;
}

export interface RatioDifference {
  readonly estimate: number;
  readonly standardError: number;
  /** 95 % for a test that is looked at once. */
  readonly interval: { readonly low: number; readonly high: number };
  /** 95 % at every look, however often. */
  readonly anytimeInterval: { readonly low: number; readonly high: number };
}

const Z = 1.959964;
const ALPHA = 0.05;
/** The difference that the mixture expects, as a share of the click rate: where the anytime interval is tightest. */
const EXPECTED_SHARE = 0.2;

/**
 * Click rate of `a` minus that of `b`, both y / n. A viewer's impressions are not independent, so the variance
 * is that of a ratio of sums over viewers by the delta method (Deng, Knoblich and Lu, "Applying the Delta
 * Method in Metric Analytics", KDD 2018). The anytime interval inverts the mixture sequential probability ratio
 * test (Johari, Koomen, Pekelis and Walsh, "Peeking at A/B Tests", KDD 2017). Null without impressions.
 */
export function ratioDifference(a: ArmSums, b: ArmSums): RatioDifference | null {
  if (a.n === 0 || b.n === 0) return null;
  const estimate = a.y / a.n - b.y / b.n;
  const variance = ratioVariance(a) + ratioVariance(b);
  const standardError = Math.sqrt(variance);
  const mixture = (EXPECTED_SHARE * smoothedRate(a.y + b.y, a.n + b.n)) ** 2;
  const anytime = Math.sqrt(
    ((variance * (variance + mixture)) / mixture) *
      (Math.log((variance + mixture) / variance) - 2 * Math.log(ALPHA)),
  );
  return {
    estimate,
    standardError,
    interval: around(estimate, Z * standardError),
    anytimeInterval: around(estimate, anytime),
  };
}

function ratioVariance({ viewers: k, n, y, nn, ny, yy }: ArmSums): number {
  const rate = smoothedRate(y, n);
  // Of independent impressions: the least there can be, and what remains when nobody or everybody clicked.
  const binomial = (rate * (1 - rate)) / n;
  if (k < 2) return binomial;
  const ratio = y / n;
  const mean = n / k;
  const covariance = (ab: number, a: number, b: number) => (ab - (a * b) / k) / (k - 1);
  const spread =
    covariance(yy, y, y) - 2 * ratio * covariance(ny, n, y) + ratio ** 2 * covariance(nn, n, n);
  return Math.max(binomial, spread / (k * mean ** 2));
}

function smoothedRate(y: number, n: number): number {
  return (y + 1) / (n + 2);
}

function around(centre: number, half: number) {
  return { low: centre - half, high: centre + half };
}
