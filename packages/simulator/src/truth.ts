import type { SimulatedAd } from './ad.ts';
import { dot } from './dirichlet.ts';
import type { Exposures } from './exposures.ts';
import { interestsAt } from './interests.ts';
import type { SimulatedPage } from './page.ts';
import type { SimulatedViewer } from './viewer.ts';

/** Weights of the true click and conversion logits. */
export type TruthParameters = {
  readonly base: number;
  /** Times the share of the viewer's interests that the ad speaks to. */
  readonly affinity: number;
  /** Times the overlap of page and ad topics. */
  readonly pageMatch: number;
  /** Times the viewer's tiredness of the ad. */
  readonly fatigue: number;
  /** Times the slot's position on the page, 0 at the top. */
  readonly position: number;
  readonly conversionBase: number;
  readonly conversionAffinity: number;
};

export const DEFAULT_TRUTH: TruthParameters = {
  base: -3.7,
  affinity: 3.2,
  pageMatch: 0.9,
  fatigue: 0.5,
  position: 0.25,
  conversionBase: -2.6,
  conversionAffinity: 1.5,
};

/** One pair at one moment. */
export type Situation = {
  readonly viewer: SimulatedViewer;
  readonly page: SimulatedPage;
  readonly ad: SimulatedAd;
  readonly position: number;
  readonly atMs: number;
};

/** P(click | impression), exact. `exposures` is what the viewer saw before. */
export function trueCtr(
  parameters: TruthParameters,
  { viewer, page, ad, position, atMs }: Situation,
  exposures: Exposures,
): number {
  return sigmoid(
    parameters.base +
      parameters.affinity * dot(interestsAt(viewer, atMs), ad.topicWeights) +
      parameters.pageMatch * dot(page.topicWeights, ad.topicWeights) +
      ad.appeal -
      parameters.fatigue * exposures.tiredness(viewer.viewerKey, ad.adId, atMs) -
      parameters.position * position,
  );
}

/** P(conversion | click), exact. */
export function trueCvr(
  parameters: TruthParameters,
  { viewer, ad, atMs }: Pick<Situation, 'viewer' | 'ad' | 'atMs'>,
): number {
  return sigmoid(
    parameters.conversionBase +
      parameters.conversionAffinity * dot(interestsAt(viewer, atMs), ad.topicWeights) +
      ad.conversionAppeal,
  );
}

function sigmoid(logit: number): number {
  return 1 / (1 + Math.exp(-logit));
}
