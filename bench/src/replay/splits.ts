import type { Interaction } from './import/dataset.ts';

/** Numbers of interactions that are learnt from, and of those that are predicted. */
export type Split = { readonly train: readonly number[]; readonly test: readonly number[] };

/** First interaction of the test part when everything is cut at one moment; one instant is never divided. */
export function timeBoundary(interactions: readonly Interaction[], trainShare: number): number {
  let at = Math.floor(interactions.length * trainShare);
  while (
    at > 0 &&
    at < interactions.length &&
    interactions[at]!.atMs === interactions[at - 1]!.atMs
  ) {
    at++;
  }
  if (at === 0 || at >= interactions.length) {
    throw new RangeError(`${interactions.length} interactions cannot be cut at ${trainShare}`);
  }
  return at;
}

/** The first `trainShare` of each viewer's own history, and its rest. A viewer with one interaction trains. */
export function splitPerViewer(interactions: readonly Interaction[], trainShare: number): Split {
  const histories = new Map<string, number[]>();
  for (const [number, { viewerId }] of interactions.entries()) {
    const history = histories.get(viewerId);
    if (history) history.push(number);
    else histories.set(viewerId, [number]);
  }
  const train: number[] = [];
  const test: number[] = [];
  for (const history of histories.values()) {
    const cut = Math.max(1, Math.floor(history.length * trainShare));
    train.push(...history.slice(0, cut));
    test.push(...history.slice(cut));
  }
  const byNumber = (a: number, b: number) => a - b;
  return { train: train.sort(byNumber), test: test.sort(byNumber) };
}
