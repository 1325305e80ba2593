import { setImmediate as breathe } from 'node:timers/promises';
import type { DecisionExplanation, FeatureValues } from '@placard/contracts';
import { seededRandom } from '@placard/domain';
import { localSurrogate, type Scorer, shapleyValues } from '@placard/ranking';

/** Random orders in which the features are learnt; each is walked in both directions. */
const ORDERINGS = 100;
/** Rows near the decision for LIME, or four a feature where that is more. */
const SAMPLES = 1_000;
/** Scoring holds the process: more rows at once would keep its other jobs waiting. */
const ROWS_AT_ONCE = 128;

/**
 * What `scorer` makes of `values`: SHAP values and LIME weights on the scale of the raw logit, against the
 * `background`. The same inputs give the same answer.
 * @throws RangeError without background.
 */
export async function explainDecision(input: {
  readonly scorer: Scorer;
  readonly values: FeatureValues;
  readonly background: readonly FeatureValues[];
  readonly loggedPCtr: number | null;
}): Promise<DecisionExplanation> {
  const { scorer, values, background, loggedPCtr } = input;
  const logitsOf = async (rows: readonly FeatureValues[]) => {
    const logits: number[] = [];
    for (let from = 0; from < rows.length; from += ROWS_AT_ONCE) {
      const scores = await scorer.score(rows.slice(from, from + ROWS_AT_ONCE));
      for (const { logit } of scores) logits.push(logit);
      await breathe();
    }
    return logits;
  };
  const features = featuresOf(scorer);
  const common = { values, background, features, logitsOf, random: seededRandom(1) };
  const { base, logit, contributions } = await shapleyValues({ ...common, orderings: ORDERINGS });
  const samples = Math.max(SAMPLES, 4 * features.length);
  const { intercept, r2, weights } = await localSurrogate({ ...common, samples });
  const [score] = await scorer.score([values]);
  return {
    logit,
    pCtr: score!.pCtr,
    loggedPCtr,
    backgroundRows: background.length,
    shapley: { base, contributions: [...contributions] },
    surrogate: { intercept, r2, weights: [...weights] },
  };
}

/** Everything the model reads: pooled features and histories. */
function featuresOf({ map }: Scorer): string[] {
  const histories = map.sequences?.map(({ feature }) => feature) ?? [];
  return [...new Set([...map.features.map(({ name }) => name), ...histories])];
}
