import type { FeatureMap, PreRankReport } from '@placard/contracts';
import { type Random, seededRandom } from '@placard/domain';
import { calibrate, createFeatureEncoder, markShortlist, type Scorer } from '@placard/ranking';
import type { TrainingRow } from '../dataset/training-row.ts';
import { type EncodedGroup, FactorisationMachine } from './factorisation-machine.ts';
import { createGroupSampler, type Group } from './sample-groups.ts';
import { createPartReader, partsOf } from './sided-rows.ts';

export type FittedPreRanker = {
  /** Rows of all features' tables, one after another; a weight and a vector each. */
  readonly table: Float32Array;
  readonly dim: number;
  readonly bias: number;
  readonly report: PreRankReport;
};

const WIDTH = 8;
const GROUP_SIZE = 16;
/** An ad is told from its like by many requests: with a quarter of these the error is near three times as large. */
const FIT_PAIRS_PER_AD = 96;
const MIN_GROUPS = 2_000;
const MAX_GROUPS = 6_000;
const HELD_OUT_REQUESTS = 64;
const CANDIDATES = 500;
const RANKS = 5;
/** A batch of the model's inputs stays within some megabytes. */
const PAIRS_AT_ONCE = 1_024;
const MARGINS = [0.1, 0.2, 0.35, 0.5, 0.75, 1, 1.5, 2, 3];
/** The margin is chosen to lose less than half of what may be lost. */
const WANTED_NDCG = 0.998;
const LEAST_NDCG = 0.995;

/**
 * Distils a model into the factorisation machine that pre-ranks for it (Hinton et al., 2015, on logits): fitted
 * to what the model says of pairs made from `rows`, oldest first, and measured on requests from the end of
 * them that it was not fitted to.
 */
export async function fitPreRanker(
  scorer: Pick<Scorer, 'map' | 'score'>,
  rows: readonly TrainingRow[],
  seed: number,
): Promise<FittedPreRanker> {
  const random = seededRandom(seed);
  const { map } = scorer;
  const held = heldOut(rows);
  const sampler = createGroupSampler(map, rows, random);
  const encode = createGroupEncoder(map);
  const teach = async (groups: readonly Group[]): Promise<EncodedGroup[]> => {
    const taught: EncodedGroup[] = [];
    const together = Math.max(1, Math.floor(PAIRS_AT_ONCE / (groups[0]?.length ?? 1)));
    for (let start = 0; start < groups.length; start += together) {
      const some = groups.slice(start, start + together);
      const scores = await scorer.score(some.flat());
      let at = 0;
      for (const group of some) {
        const logits = Float64Array.from(group, () => scores[at++]!.logit);
        taught.push({ ...encode.group(group), logits });
      }
    }
    return taught;
  };

  const others = rows.filter((row) => !held.has(row));
  const wanted = (sampler.adCount * FIT_PAIRS_PER_AD) / GROUP_SIZE;
  const groupCount = Math.min(MAX_GROUPS, Math.max(MIN_GROUPS, Math.ceil(wanted)));
  const requests = sample(others.length > 0 ? others : rows, groupCount, random);
  const toFit = await teach(requests.map((request) => sampler.toFit(request, GROUP_SIZE)));
  const machine = new FactorisationMachine(encode.rowCount, WIDTH, random);
  machine.fit(toFit, random);

  const toMeasure = await teach([...held].map((request) => sampler.toMeasure(request, CANDIDATES)));
  const measured = toMeasure.map((group) => ({ group, logits: machine.logits(group) }));
  // The margin is chosen on one half of the requests and judged on the other.
  const choosing = measured.filter((_, i) => i % 2 === 0);
  const judging = measured.length > 1 ? measured.filter((_, i) => i % 2 === 1) : choosing;
  const margin =
    MARGINS.find((one) => cascade(map, choosing, one).ndcg >= WANTED_NDCG) ?? MARGINS.at(-1)!;
  const { ndcg, meanShortlist } = cascade(map, judging, margin);
  return {
    table: machine.table,
    dim: machine.dim,
    bias: machine.bias,
    report: {
      pairs: toFit.length * GROUP_SIZE,
      requests: judging.length,
      candidates: measured[0]!.logits.length,
      logitError: errorWithinRequests(judging),
      margin,
      meanShortlist,
      ndcg,
      serves: ndcg >= LEAST_NDCG,
    },
  };
}

type Measured = { readonly group: EncodedGroup; readonly logits: Float64Array };

/** What pre-ranking by a margin and then ranking the shortlist gives, with the model's own click rates as gains. */
function cascade(map: FeatureMap, measured: readonly Measured[], margin: number) {
  let ndcg = 0;
  let shortlisted = 0;
  for (const { group, logits } of measured) {
    const scores = logits.map((logit) => calibrate(map, logit));
    const rule = { margin, slots: 1, tiesFrom: 0 };
    const marks = new Uint8Array(scores.length);
    markShortlist(scores, scores.length, rule, new Float64Array(scores), marks);
    const gains = group.logits.map((logit) => calibrate(map, logit));
    const shortlist = gains.filter((_, i) => marks[i] === 1);
    shortlisted += shortlist.length;
    ndcg += discounted(shortlist) / discounted(gains);
  }
  return { ndcg: ndcg / measured.length, meanShortlist: shortlisted / measured.length };
}

/** The best DCG that a set of gains allows on the first ranks. */
function discounted(gains: Float64Array): number {
  const best = gains.toSorted().reverse().subarray(0, RANKS);
  return best.reduce((sum, gain, rank) => sum + gain / Math.log2(rank + 2), 0);
}

function errorWithinRequests(measured: readonly Measured[]): number {
  let squares = 0;
  let count = 0;
  for (const { group, logits } of measured) {
    const errors = logits.map((logit, i) => logit - group.logits[i]!);
    const mean = errors.reduce((sum, error) => sum + error, 0) / errors.length;
    for (const error of errors) squares += (error - mean) ** 2;
    count += errors.length;
  }
  return Math.sqrt(squares / count);
}

/** Requests from the latest fifth, spread evenly over it. */
function heldOut(rows: readonly TrainingRow[]): Set<TrainingRow> {
  const latest = rows.slice(Math.floor(rows.length * 0.8));
  const every = Math.max(1, Math.floor(latest.length / HELD_OUT_REQUESTS));
  return new Set(latest.filter((_, i) => i % every === 0).slice(0, HELD_OUT_REQUESTS));
}

function sample<T>(from: readonly T[], count: number, random: Random): T[] {
  return Array.from({ length: count }, () => from[Math.floor(random() * from.length)]!);
}

function createGroupEncoder(map: FeatureMap) {
  const { read, rowCount } = createPartReader(createFeatureEncoder(map), partsOf(map));
  return {
    rowCount,
    group: (pairs: Group) => ({
      request: read(pairs[0]!, 'request'),
      candidates: pairs.map((values) => ({
        ad: read(values, 'ad'),
        cross: read(values, 'cross'),
      })),
    }),
  };
}
