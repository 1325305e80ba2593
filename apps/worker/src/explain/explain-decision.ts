import { setImmediate as breathe } from 'node:timers/promises';
import type { DecisionExplanation, FeatureValues } from '@placard/contracts';
import { seededRandom } from '@placard/domain';
import { localSurrogate, type Scorer, shapleyValues } from '@placard/ranking';
import type { ExplainedVersion } from './explained-version.ts';

/** Random orders in which the features are learnt; each is walked in both directions. */
const ORDERINGS = 100;
/** Rows near the decision for LIME, or four a feature where that is more. */
const SAMPLES = 1_000;
/** Scoring holds the process: more rows at once would keep its other jobs waiting. */
const ROWS_AT_ONCE = 128;

/** How much of the work is worth a word, as a share of all. */
const REPORT_EVERY = 0.02;

/**
 * What a version makes of `values`: SHAP values and LIME weights on the scale of the raw logit, against the
 * `background`, and what it weighs by attention. The same inputs give the same answer.
 * @throws RangeError without background.
 */
export async function explainDecision(input: {
  readonly version: ExplainedVersion;
  readonly values: FeatureValues;
  readonly background: readonly FeatureValues[];
  readonly loggedPCtr: number | null;
  /** Told of the share of rows scored, in [0, 1]. */
  readonly report: (share: number) => Promise<unknown>;
}): Promise<DecisionExplanation> {
  const { version, values, background, loggedPCtr, report } = input;
  const { scorer } = version;
  const features = featuresOf(scorer);
  const samples = Math.max(SAMPLES, 4 * features.length);
  const all = 2 * ORDERINGS * (features.length + 1) + samples + 1;
  let [scored, told] = [0, 0];
  const logitsOf = async (rows: readonly FeatureValues[]) => {
    const logits: number[] = [];
    for (let from = 0; from < rows.length; from += ROWS_AT_ONCE) {
      const scores = await scorer.score(rows.slice(from, from + ROWS_AT_ONCE));
      for (const { logit } of scores) logits.push(logit);
      scored += scores.length;
      const share = Math.min(1, scored / all);
      if (share - told >= REPORT_EVERY) {
        told = share;
        await report(share);
      }
      await breathe();
    }
    return logits;
  };
  const common = { values, background, features, logitsOf, random: seededRandom(1) };
  const { base, logit, contributions } = await shapleyValues({ ...common, orderings: ORDERINGS });
  const { intercept, r2, weights } = await localSurrogate({ ...common, samples });
  const [score] = await scorer.score([values]);
  return {
    logit,
    pCtr: score!.pCtr,
    loggedPCtr,
    backgroundRows: background.length,
    shapley: { base, contributions: [...contributions] },
    surrogate: { intercept, r2, weights: [...weights] },
    ...(await version.attentionOf(values, logit)),
  };
}

/** Everything the model reads: pooled features and histories. */
function featuresOf({ map }: Scorer): string[] {
  const histories = map.sequences?.map(({ feature }) => feature) ?? [];
  return [...new Set([...map.features.map(({ name }) => name), ...histories])];
}
