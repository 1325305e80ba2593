import type { Statistic } from './bootstrap.ts';
import { requirePairs } from './log-loss.ts';

/** AUC of a resample, from one sort for all resamples. Null when one class is absent from it. */
export function aucStatistic(predictions: ArrayLike<number>, labels: ArrayLike<number>): Statistic {
  requirePairs(predictions, labels);
  const order = Uint32Array.from({ length: labels.length }, (_, i) => i).sort(
    (a, b) => (predictions[a] as number) - (predictions[b] as number),
  );
  return (times) => {
    let below = 0;
    let wins = 0;
    let clicks = 0;
    for (let start = 0; start < order.length; ) {
      const value = predictions[order[start]!];
      let tiedClicks = 0;
      let tiedOthers = 0;
      let end = start;
      for (; end < order.length && predictions[order[end]!] === value; end++) {
        const row = order[end]!;
        if ((labels[row] as number) > 0.5) tiedClicks += times[row]!;
        else tiedOthers += times[row]!;
      }
      wins += tiedClicks * (below + tiedOthers / 2);
      below += tiedOthers;
      clicks += tiedClicks;
      start = end;
    }
    return clicks === 0 || below === 0 ? null : wins / (clicks * below);
  };
}
