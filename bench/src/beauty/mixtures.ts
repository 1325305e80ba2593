import {
  evaluateNextItem,
  type MixtureMember,
  mixture,
  type NextItemCase,
  type NextItemModel,
  type SequenceEncoderName,
} from '@placard/training';
import type { BaselineName } from './baselines.ts';

export interface MemberName {
  readonly model: SequenceEncoderName | BaselineName;
  readonly seed: number;
}

/** Mixtures of models that stand alone in the table, by the seed of the row. */
export const MIXTURES: Readonly<Record<string, (seed: number) => readonly MemberName[]>> = {
  'bsarec+markov-chain': (seed) => [
    { model: 'bsarec', seed },
    { model: 'markov-chain', seed: 1 },
  ],
  'bsarec+hstu+markov-chain': (seed) => [
    { model: 'bsarec', seed },
    { model: 'hstu', seed },
    { model: 'markov-chain', seed: 1 },
  ],
};

const SHARES = [0.1, 0.2, 0.3, 0.4, 0.5];

/**
 * Adds one member after the other, each with the share of the whole that gives the best nDCG@10 on `cases`, none
 * where it only harms (forward selection: Caruana et al., ICML 2004). Returns the mixture and the shares chosen.
 */
export async function chosenMixture(
  members: readonly Omit<MixtureMember, 'weight'>[],
  cases: readonly NextItemCase[],
): Promise<{ readonly model: NextItemModel; readonly shares: readonly number[] }> {
  const [first, ...others] = members;
  if (!first) throw new RangeError('a mixture needs a member');
  const qualityOf = async (model: NextItemModel) => (await evaluateNextItem(model, cases)).ndcg[10];
  let best = { model: mixture([{ ...first, weight: 1 }]), shares: [1] };
  let quality = await qualityOf(best.model);
  for (const member of others) {
    const before = best;
    best = { model: before.model, shares: [...before.shares, 0] };
    for (const share of SHARES) {
      const mixed = mixture([
        { model: before.model, weight: 1 - share, scale: 'shares' },
        { ...member, weight: share },
      ]);
      const reached = await qualityOf(mixed);
      if (reached <= quality) continue;
      quality = reached;
      best = { model: mixed, shares: [...before.shares.map((one) => one * (1 - share)), share] };
    }
  }
  return best;
}
