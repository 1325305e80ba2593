import { DAY_MS } from '@placard/domain';
import type { SimulatedViewer } from './viewer.ts';

/** There and back in two months: slow against a session, quick enough that an old profile goes stale. */
export const DRIFT_PERIOD_MS = 60 * DAY_MS;

/** The viewer's latent interests at `atMs`: a point on the topic simplex, exact at every moment. */
export function interestsAt(viewer: SimulatedViewer, atMs: number): number[] {
  const angle = (2 * Math.PI * (atMs % DRIFT_PERIOD_MS)) / DRIFT_PERIOD_MS + viewer.driftPhase;
  const way = (1 - Math.cos(angle)) / 2;
  return viewer.interestsFrom.map((from, i) => (1 - way) * from + way * viewer.interestsTo[i]!);
}
