import { type Random, seededRandom } from '@placard/domain';
import { createExposures } from '../exposures.ts';
import { sessionStarts } from '../traffic.ts';
import { playVisit, type VisitPolicy } from './play-visit.ts';
import type { SessionMarket } from './session-market.ts';
import { newVisit } from './visit-state.ts';

/** Visits closer than this are one: the usual gap that ends a web session. */
export const VISIT_GAP_MS = 30 * 60_000;

/**
 * The first `count` visits that begin from `fromMs` on, in the order they begin. The same seed brings the same
 * viewers at the same times to every policy; what they do there is theirs to decide.
 */
export function playVisits(
  session: SessionMarket,
  policy: VisitPolicy,
  options: { readonly fromMs: number; readonly count: number; readonly seed: number },
): void {
  const exposures = createExposures();
  const left = new Map<string, { readonly netExposure: number; readonly endMs: number }>();
  for (const [number, { viewer, startMs }] of visitStarts(session, options).entries()) {
    const before = left.get(viewer.viewerKey);
    const atMs = before ? Math.max(startMs, before.endMs + VISIT_GAP_MS + 1) : startMs;
    const state = newVisit(before?.netExposure, before ? atMs - before.endMs : 0);
    const random = seededRandom(Math.imul(number + 1, 0x9e3779b1) ^ options.seed);
    const after = playVisit(session, viewer, atMs, state, exposures, policy, random);
    left.set(viewer.viewerKey, { netExposure: after.state.netExposure, endMs: after.endMs });
  }
}

function visitStarts(
  { market }: SessionMarket,
  { fromMs, count, seed }: { fromMs: number; count: number; seed: number },
) {
  const random: Random = seededRandom(seed);
  const perDay = market.viewers.reduce((sum, viewer) => sum + viewer.sessionsPerDay, 0);
  const untilMs = fromMs + ((1.3 * count) / perDay + 1) * 86_400_000;
  const starts = market.viewers.flatMap((viewer) =>
    sessionStarts(viewer, fromMs, untilMs, random).map((startMs) => ({ viewer, startMs })),
  );
  return starts.sort((a, b) => a.startMs - b.startMs).slice(0, count);
}
