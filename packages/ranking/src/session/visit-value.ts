import { type FeatureValues, type SessionPolicy, sessionPolicySchema } from '@placard/contracts';
import type { AdReading } from '../ad-stats/read-ad.ts';
import { featureByName } from '../features/default-features.ts';
import type { Feature, RequestReading } from '../features/feature.ts';
import { VISIT_FEATURES } from '../features/visit-features.ts';
import type { ViewerReading } from '../profile/read-viewer.ts';

/** What an ad leaves of the visit it is shown in, in the policy's unit. */
export type VisitValue = {
  readonly unit: SessionPolicy['unit'];
  /**
   * What the visit will still earn once the ad was shown, its own click left out: P(the visit goes on | state, ad)
   * times what a visit that goes on will earn (the long-term half of SlateQ's decomposed Q, arXiv:1905.12767).
   */
  readonly after: (values: FeatureValues, adId: string) => number;
  /** P(the visit goes on after the ad). */
  readonly goesOn: (values: FeatureValues, adId: string) => number;
  /** `after` for the ads of one request, what they share read once. */
  readonly within: (request: RequestReading, viewer: ViewerReading) => (ad: AdReading) => number;
};

/** @throws Error on bytes that are no session policy, or none that counts in money: only that can be ranked by. */
export function loadVisitValue(bytes: Uint8Array): VisitValue {
  const policy = sessionPolicySchema.parse(JSON.parse(new TextDecoder().decode(bytes)));
  if (policy.unit !== 'micros') throw new Error(`a policy that counts ${policy.unit} cannot serve`);
  return visitValue(policy);
}

/** @throws Error when it names a feature that this version does not know. */
export function visitValue(policy: SessionPolicy): VisitValue {
  const features = policy.features.map(visitFeatureByName);
  const stayByAd = new Map(Object.entries(policy.stayByAd));
  const stays = packed(policy.stays);
  const future = packed(policy.future);
  const worth = (inputs: Float32Array, adId: string) => {
    inputs[features.length] = stayByAd.get(adId) ?? Number.NaN;
    return Math.max(0, future(inputs)) / (1 + Math.exp(-stays(inputs)));
  };
  const inputsOf = (values: FeatureValues) =>
    Float32Array.from([...features, null], (feature) =>
      feature ? numberOf(values[feature.name]) : Number.NaN,
    );
  return {
    unit: policy.unit,
    after: (values, adId) => worth(inputsOf(values), adId),
    goesOn: (values, adId) => {
      const inputs = inputsOf(values);
      inputs[features.length] = stayByAd.get(adId) ?? Number.NaN;
      return 1 / (1 + Math.exp(-stays(inputs)));
    },
    within: (request, viewer) => {
      const shared = Float32Array.from([...features, null], (feature) => {
        if (feature?.side === 'viewer') return numberOf(feature.read(viewer));
        return feature?.side === 'context' ? numberOf(feature.read(request)) : Number.NaN;
      });
      return (ad) => {
        const inputs = shared.slice();
        features.forEach((feature, i) => {
          if (feature.side === 'ad') inputs[i] = numberOf(feature.read(ad));
          if (feature.side === 'cross') inputs[i] = numberOf(feature.read(request, viewer, ad));
        });
        return worth(inputs, ad.facts.adId);
      };
    },
  };
}

function visitFeatureByName(name: string): Feature {
  return VISIT_FEATURES.find((feature) => feature.name === name) ?? featureByName(name);
}

function numberOf(value: FeatureValues[string] | undefined): number {
  return typeof value === 'number' ? value : Number.NaN;
}

function packed({ base, trees }: SessionPolicy['stays']): (inputs: Float32Array) => number {
  const flat = trees.map((tree) => ({
    feature: Int32Array.from(tree.feature),
    // Inputs are float32: a threshold must be rounded as they are.
    threshold: Float32Array.from(tree.threshold),
    left: Int32Array.from(tree.left),
    right: Int32Array.from(tree.right),
    missingLeft: Uint8Array.from(tree.missingLeft),
    value: Float64Array.from(tree.value),
  }));
  return (inputs) => {
    let sum = base;
    for (const { feature, threshold, left, right, missingLeft, value } of flat) {
      let node = 0;
      while (feature[node]! >= 0) {
        const input = inputs[feature[node]!]!;
        const goesLeft = Number.isNaN(input) ? missingLeft[node] === 1 : input <= threshold[node]!;
        node = goesLeft ? left[node]! : right[node]!;
      }
      sum += value[node]!;
    }
    return sum;
  };
}
