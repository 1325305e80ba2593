import type { EventRecord, ViewerProfile } from '@placard/contracts';
import { addDecayed, LONG_HALF_LIFE_MS, remaining } from './decay.ts';
import { keepLargest } from './keep-largest.ts';

export const MAX_TRANSITIONS_FROM = 50;
export const MAX_TRANSITIONS_TO = 20;
/** Steps that a topic is taken to have led nowhere in particular, before any were seen. */
const PRIOR_STEPS = 1;

type Transitions = NonNullable<ViewerProfile['transitions']>;

/**
 * The viewer's Markov chain over topics, one step further: from the first category of what they did last to that
 * of this event. An event older than the last one has lost its place in the order, and adds no step.
 */
export function withStep(
  profile: ViewerProfile,
  event: EventRecord,
  interest: number,
): Transitions {
  const transitions = profile.transitions ?? {};
  const to = event.categories[0];
  const from = lastTopic(profile);
  const isLate = (profile.recent[0]?.atMs ?? 0) > event.occurredAtMs;
  if (interest === 0 || isLate || to === undefined || from === null) return transitions;
  // Pages choose these words: neither may become a prototype.
  if (from === '__proto__' || to === '__proto__') return transitions;
  const steps = Object.hasOwn(transitions, from) ? transitions[from]! : {};
  const before = Object.hasOwn(steps, to) ? steps[to] : undefined;
  const next = { ...steps, [to]: addDecayed(before, 1, event.occurredAtMs) };
  const newest = (weights: Transitions[string]) =>
    Math.max(...Object.values(weights).map(({ atMs }) => atMs));
  return keepLargest(
    {
      ...transitions,
      [from]: keepLargest(
        next,
        MAX_TRANSITIONS_TO,
        (weight) => addDecayed(weight, 0, event.occurredAtMs).long,
      ),
    },
    MAX_TRANSITIONS_FROM,
    newest,
  );
}

/** The first category of what the viewer did last; null when nothing is known. */
function lastTopic({ recent }: ViewerProfile): string | null {
  for (const { kind, categories } of recent) {
    if (kind !== 'hide' && categories[0] !== undefined) return categories[0];
  }
  return null;
}

/**
 * P(next topic | last topic) of this viewer by topic, pulled to zero while few steps are known; null without
 * any.
 */
export function nextTopics(
  profile: ViewerProfile,
  nowMs: number,
): ReadonlyMap<string, number> | null {
  const from = lastTopic(profile);
  const { transitions = {} } = profile;
  const steps = from !== null && Object.hasOwn(transitions, from) ? transitions[from]! : null;
  if (!steps) return null;
  const weights = Object.entries(steps).map(
    ([to, { long, atMs }]) => [to, long * remaining(nowMs - atMs, LONG_HALF_LIFE_MS)] as const,
  );
  const total = weights.reduce((sum, [, weight]) => sum + weight, PRIOR_STEPS);
  return new Map(weights.map(([to, weight]) => [to, weight / total]));
}
