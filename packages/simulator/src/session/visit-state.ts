import { normalSample, type Random } from '@placard/domain';
import type { SimulatedAd } from '../ad.ts';
import { dot } from '../dirichlet.ts';
import { type Exposures, RECOVERY_MS } from '../exposures.ts';
import { interestsAt } from '../interests.ts';
import { type Situation, trueCtr } from '../truth.ts';
import type { SessionMarket } from './session-market.ts';

/** What a visit has done to its viewer so far. None of it is visible to the platform. */
export type VisitState = {
  /** Net exposure to welcome ads; it outlasts the visit and fades with the time away. */
  readonly netExposure: number;
  /** Recent showings in this visit, each faded per page view, by main topic and by ad. */
  readonly byTopic: ReadonlyMap<string, number>;
  readonly byAd: ReadonlyMap<string, number>;
  /** Topics that the last clicks pull the viewer's interests to, and how far. */
  readonly pull: { readonly weights: readonly number[]; readonly strength: number };
};

const NO_PULL = { weights: [], strength: 0 };

/** A viewer who comes back `awayMs` after a visit that left them at `netExposure`. */
export function newVisit(netExposure = 0, awayMs = 0): VisitState {
  return {
    netExposure: netExposure * Math.exp(-awayMs / RECOVERY_MS),
    byTopic: new Map(),
    byAd: new Map(),
    pull: NO_PULL,
  };
}

/** In [0, 1]; one half for a viewer whom ads did neither good nor harm. */
export function satisfaction({ truth }: SessionMarket, { netExposure }: VisitState): number {
  return sigmoid(truth.sensitivity * netExposure);
}

/** P(click | impression) in this visit, exact. */
export function visitCtr(
  session: SessionMarket,
  situation: Situation,
  exposures: Exposures,
  state: VisitState,
): number {
  const { truth, market } = session;
  const { ad, viewer, atMs } = situation;
  const alone = trueCtr(market.truth, situation, exposures);
  const { weights, strength } = state.pull;
  const carried =
    strength === 0
      ? 0
      : dot(weights, ad.topicWeights) - dot(interestsAt(viewer, atMs), ad.topicWeights);
  return sigmoid(
    Math.log(alone / (1 - alone)) +
      truth.clickLoudness * (session.loudnessOf(ad) - 0.5) +
      truth.clickSatisfaction * (satisfaction(session, state) - 0.5) -
      truth.topicFatigue * (state.byTopic.get(ad.topics[0]!) ?? 0) +
      market.truth.affinity * strength * carried,
  );
}

/** The visit after `ad` was shown, and clicked or not. */
export function afterShowing(
  session: SessionMarket,
  state: VisitState,
  ad: SimulatedAd,
  clicked: boolean,
  random: Random,
): VisitState {
  const { memory, repetition, innovation, carryOver } = session.truth;
  const welcome = 2 * (0.5 - session.loudnessOf(ad));
  const again = repetition * (state.byAd.get(ad.adId) ?? 0);
  return {
    netExposure: memory * state.netExposure + welcome - again + innovation * normalSample(random),
    byTopic: faded(state.byTopic, memory, ad.topics[0]!),
    byAd: faded(state.byAd, memory, ad.adId),
    pull: clicked
      ? { weights: ad.topicWeights, strength: carryOver }
      : { ...state.pull, strength: memory * state.pull.strength },
  };
}

/** P(the visit ends here). */
export function leaveRate(session: SessionMarket, state: VisitState): number {
  const { leaveRate: base, leaveSatisfaction } = session.truth;
  const logit = Math.log(base / (1 - base));
  return sigmoid(logit - leaveSatisfaction * (satisfaction(session, state) - 0.5));
}

function faded(
  counts: ReadonlyMap<string, number>,
  memory: number,
  shown: string,
): ReadonlyMap<string, number> {
  const next = new Map([...counts].map(([key, count]) => [key, memory * count]));
  return next.set(shown, (next.get(shown) ?? 0) + 1);
}

function sigmoid(logit: number): number {
  return 1 / (1 + Math.exp(-logit));
}
