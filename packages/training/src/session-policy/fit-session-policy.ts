import type { SessionPolicy } from '@placard/contracts';
import { fitBoostedTrees, type TreeRows } from '../trees/fit-boosted-trees.ts';
import { predictTrees, type TreeEnsemble } from '../trees/tree.ts';
import { type TreeSettings, treeSettingsSchema } from '../trees/tree-settings.ts';
import { stayByAd } from './stay-by-ad.ts';
import type { Visit } from './visit-step.ts';

export type SessionPolicyOptions = {
  readonly visits: readonly Visit[];
  /** Numeric features to read. */
  readonly features: readonly string[];
  readonly unit: SessionPolicy['unit'];
  readonly trainedAtMs: number;
  /** Rounds of fitted evaluation after the first, which learns from what visits earned to their end. Default 2. */
  readonly rounds?: number;
};

/** Too few visits to learn from, or none that went on. */
export class SessionPolicyError extends Error {}

const LEAST_STEPS = 200;
const VALIDATION_SHARE = 0.1;
/** Small trees: effects on a visit are small against its noise. */
const TREES: Partial<TreeSettings> = {
  trees: 60,
  leaves: 8,
  learningRate: 0.1,
  minRowsInLeaf: 100,
  l2: 10,
  bins: 63,
  patience: 10,
};

/**
 * The value of a visit after each showing, F(s, a), by fitted evaluation of the policy that served (SARSA, as SlateQ
 * learns it, arXiv:1905.12767; Ernst et al., JMLR 2005, for the fitting): F = P(goes on | s, a) V(s, a), where
 * V(s, a) is regressed on r(s', a') + F(s', a') over the showings that another followed: first on what visits earned
 * to their end, then round upon round on the F before, which has less noise.
 * Ranking by r + F is one step of policy improvement. Visits are split in time; the last tenth stops the trees.
 * @throws SessionPolicyError where there is too little to learn from.
 */
export function fitSessionPolicy(options: SessionPolicyOptions): SessionPolicy {
  const { visits, features, unit, trainedAtMs, rounds = 2 } = options;
  const steps = visits.flat();
  const goesOn = visits.flatMap((visit) => visit.map((_, i) => i + 1 < visit.length));
  const following = goesOn.filter(Boolean).length;
  if (following < LEAST_STEPS || following === steps.length) {
    throw new SessionPolicyError(
      `a session policy needs ${LEAST_STEPS} showings that another followed; there are ${following}`,
    );
  }
  const stay = stayByAd(
    steps.map(({ adId }) => adId),
    goesOn,
  );
  const width = features.length + 1;
  const inputs = new Float32Array(steps.length * width);
  steps.forEach(({ values, adId }, row) => {
    features.forEach((name, i) => {
      const value = values[name];
      inputs[row * width + i] = typeof value === 'number' ? value : Number.NaN;
    });
    inputs[row * width + features.length] = stay.get(adId)!;
  });
  const fit = (labels: Float32Array, objective: TreeSettings['objective'], chosen: Uint32Array) => {
    const cut = Math.floor(chosen.length * (1 - VALIDATION_SHARE));
    return fitBoostedTrees(
      pick(inputs, width, labels, chosen.subarray(0, cut)),
      pick(inputs, width, labels, chosen.subarray(cut)),
      width,
      treeSettingsSchema.parse({ ...TREES, objective }),
    ).ensemble;
  };
  const all = Uint32Array.from(steps, (_, row) => row);
  const stays = fit(Float32Array.from(goesOn, Number), 'logistic', all);
  const stayRates = predictTrees(stays, inputs).map((logit) => 1 / (1 + Math.exp(-logit)));
  const followed = all.filter((row) => goesOn[row]);
  const earned = new Float32Array(steps.length);
  for (let row = steps.length - 2; row >= 0; row--) {
    if (goesOn[row]) earned[row] = steps[row + 1]!.reward + earned[row + 1]!;
  }
  let future = fit(earned, 'squared', followed);
  for (let round = 0; round < rounds; round++) {
    const worth = predictTrees(future, inputs).map(
      (value, row) => Math.max(0, value) * stayRates[row]!,
    );
    const labels = Float32Array.from(steps, (_, row) =>
      goesOn[row] ? steps[row + 1]!.reward + worth[row + 1]! : 0,
    );
    future = fit(labels, 'squared', followed);
  }
  return {
    formatVersion: 1,
    trainedAtMs,
    features: [...features],
    stayByAd: Object.fromEntries(stay),
    stays: plain(stays),
    future: plain(future),
    unit,
    steps: steps.length,
  };
}

function pick(
  inputs: Float32Array,
  width: number,
  labels: Float32Array,
  rows: Uint32Array,
): TreeRows {
  const values = new Float32Array(rows.length * width);
  rows.forEach((row, i) => {
    values.set(inputs.subarray(row * width, (row + 1) * width), i * width);
  });
  return {
    values,
    labels: Float32Array.from(rows, (row) => labels[row]!),
    weights: new Float32Array(rows.length).fill(1),
  };
}

function plain({ base, trees }: TreeEnsemble): SessionPolicy['stays'] {
  return {
    base,
    trees: trees.map((tree) => ({
      feature: [...tree.feature],
      threshold: [...tree.threshold],
      left: [...tree.left],
      right: [...tree.right],
      missingLeft: [...tree.missingLeft],
      value: [...tree.value],
    })),
  };
}
