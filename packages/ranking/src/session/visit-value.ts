import type { FeatureValues, SessionPolicy } from '@placard/contracts';

/** Reads a session policy: what an ad does to the rest of the visit it is shown in. */
export type VisitValue = {
  /** Numeric features of the values it wants, by name. */
  readonly features: readonly string[];
  readonly unit: SessionPolicy['unit'];
  /**
   * What the visit will still earn once the ad was shown, its own click left out: P(the visit goes on | state, ad)
   * times what a visit that goes on will earn (the long-term half of SlateQ's decomposed Q, arXiv:1905.12767).
   */
  readonly after: (values: FeatureValues, adId: string) => number;
};

export function visitValue(policy: SessionPolicy): VisitValue {
  const { features, unit } = policy;
  const stayByAd = new Map(Object.entries(policy.stayByAd));
  const inputs = new Float32Array(features.length + 1);
  const stays = packed(policy.stays);
  const future = packed(policy.future);
  return {
    features,
    unit,
    after: (values, adId) => {
      features.forEach((name, i) => {
        const value = values[name];
        inputs[i] = typeof value === 'number' ? value : Number.NaN;
      });
      inputs[features.length] = stayByAd.get(adId) ?? Number.NaN;
      return Math.max(0, future(inputs)) / (1 + Math.exp(-stays(inputs)));
    },
  };
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
