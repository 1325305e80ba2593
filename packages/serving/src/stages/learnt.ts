import type { Predictor, ServedOnlineState, ServingPolicy } from '@placard/contracts';
import {
  type LearntBid,
  type LearntRate,
  type LoadedLearner,
  loadLearner,
  onlineReader,
  type RequestReading,
  type ViewerReading,
} from '@placard/ranking';
import type { MarketState } from '../market-state.ts';
import type { Bid, Candidate } from './candidate.ts';

/** Who chooses among the bids of an auction. */
export type Chooser = {
  readonly policy: ServingPolicy;
  /** The best rank score, with a share by chance; else sampling decides. */
  readonly byRank: boolean;
  /** How probable each of the bids is to be chosen; null where a learner's doubt has no part in it. */
  readonly distribution: ((bids: readonly Bid[], exploration: number) => Float64Array) | null;
};

/** Learners by the state they came in; a state that cannot be read has none. */
const loaded = new WeakMap<ServedOnlineState, LoadedLearner | null>();

/**
 * The learner of the market's policy; null where the policy has none, or while it is not there yet or cannot be read.
 */
export function learnerOf(
  { compiled }: MarketState,
  online: ServedOnlineState | null,
  onError: (error: unknown) => void,
): LoadedLearner | null {
  const { policy = 'auto' } = compiled.market;
  if (!online?.learner || policy === 'auto') return null;
  let learner = loaded.get(online);
  if (learner === undefined) {
    try {
      learner = loadLearner(online.learner);
    } catch (error) {
      onError(error);
      learner = null;
    }
    loaded.set(online, learner);
  }
  return learner?.policy === policy ? learner : null;
}

/** Gives candidates the rates of the learner, where there is one, and says who chooses: without it, `auto` does. */
export function learnt(
  candidates: readonly Candidate[],
  { compiled }: MarketState,
  { request, viewer }: { readonly request: RequestReading; readonly viewer: ViewerReading },
  learner: LoadedLearner | null,
  predictor: Predictor,
): Chooser {
  const { policy = 'auto' } = compiled.market;
  if (policy === 'greedy') return { policy, byRank: true, distribution: null };
  if (policy === 'counts-thompson') return { policy, byRank: false, distribution: null };
  if (!learner) {
    return { policy: 'auto', byRank: predictor.kind === 'model', distribution: null };
  }
  const read = onlineReader(request, viewer);
  const rates = new Map<Candidate, LearntRate>();
  for (const candidate of candidates) {
    const rate = learner.rateOf(read(candidate.reading), candidate.modelPCtr);
    candidate.pCtr = rate.rate;
    rates.set(candidate, rate);
  }
  const { distribution } = learner;
  return {
    policy,
    byRank: true,
    distribution:
      distribution && ((bids, exploration) => distribution(bids.map(bidOf(rates)), exploration)),
  };
}

/** A CPM bid pays whatever the rate: its score is certain. */
function bidOf(rates: ReadonlyMap<Candidate, LearntRate>) {
  return ({ candidate, bidMicros, quality, rankScore }: Bid): LearntBid => {
    const { pricing } = candidate.marketAd.group;
    if (pricing === 'cpm') return { learnt: null, value: rankScore };
    const chance = pricing === 'cpa' ? candidate.pCvr : 1;
    return { learnt: rates.get(candidate) ?? null, value: bidMicros * quality * 1000 * chance };
  };
}
