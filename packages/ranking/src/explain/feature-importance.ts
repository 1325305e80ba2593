import type { FeatureValues } from '@placard/contracts';
import type { Random } from '@placard/domain';
import { logLoss } from '../metrics/log-loss.ts';
import type { LogitsOf } from './shapley-values.ts';

export type FeatureImportance = {
  readonly feature: string;
  /** By how much the log loss rises when the feature's values are dealt out anew. */
  readonly logLossRise: number;
};

/**
 * Permutation importance (Breiman, 2001; Fisher, Rudin, Dominici, 2019): what the model loses without a feature,
 * all else left as it was. Most important first; near zero or below means it could go.
 */
export async function featureImportance(input: {
  readonly rows: readonly FeatureValues[];
  readonly clicked: readonly boolean[];
  readonly features: readonly string[];
  readonly logitsOf: LogitsOf;
  readonly pCtrOf: (logit: number) => number;
  readonly random: Random;
}): Promise<FeatureImportance[]> {
  const { rows, features, logitsOf, pCtrOf, random } = input;
  const labels = Float32Array.from(input.clicked, Number);
  const lossOf = async (of: readonly FeatureValues[]) =>
    logLoss(Float64Array.from(await logitsOf(of), pCtrOf), labels);
  const plain = await lossOf(rows);
  const dealt = rows.map((_, i) => i);
  const found: FeatureImportance[] = [];
  for (const feature of features) {
    for (let i = dealt.length - 1; i > 0; i--) {
      const j = Math.floor(random() * (i + 1));
      [dealt[i], dealt[j]] = [dealt[j]!, dealt[i]!];
    }
    const mixed = rows.map((row, i) => ({ ...row, [feature]: rows[dealt[i]!]![feature] ?? null }));
    found.push({ feature, logLossRise: (await lossOf(mixed)) - plain });
  }
  return found.sort((a, b) => b.logLossRise - a.logLossRise);
}
