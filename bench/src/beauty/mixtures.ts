import {
  type MixtureMember,
  mixture,
  type NextItemCase,
  type NextItemModel,
  qualityOfRanks,
  rankAmongNew,
  type SequenceEncoderName,
} from '@placard/training';
import type { BaselineName } from './baselines.ts';

interface MemberName {
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

const SHARES = [0, 0.1, 0.2, 0.3, 0.4, 0.5];
const CASES_AT_A_TIME = 256;

interface ChosenMixture {
  readonly model: NextItemModel;
  /** Of each member, in their order. */
  readonly shares: readonly number[];
  /** nDCG@10 on the cases that chose. */
  readonly quality: number;
}

/**
 * Adds one member after the other, each with the share of the whole that gives the best nDCG@10 on `cases`, none
 * where it only harms (forward selection: Caruana et al., ICML 2004).
 */
export async function chosenMixture(
  members: readonly Omit<MixtureMember, 'weight'>[],
  cases: readonly NextItemCase[],
): Promise<ChosenMixture> {
  const [first, ...others] = members.map((member) => mixture([{ ...member, weight: 1 }]));
  if (!first) throw new RangeError('a mixture needs a member');
  let model = first;
  let shares = [1];
  let quality = 0;
  for (const other of others) {
    const best = await bestShare(model, other, cases);
    const { share } = best;
    quality = best.quality;
    model = mixture([
      { model, weight: 1 - share, scale: 'shares' },
      { model: other, weight: share, scale: 'shares' },
    ]);
    shares = [...shares.map((one) => one * (1 - share)), share];
  }
  return { model, shares, quality };
}

/** Both give distributions, which are made once for all shares to be tried. */
async function bestShare(
  base: NextItemModel,
  other: NextItemModel,
  cases: readonly NextItemCase[],
): Promise<{ share: number; quality: number }> {
  const ranks = SHARES.map(() => new Int32Array(cases.length));
  const row = new Float32Array(base.itemCount);
  for (let from = 0; from < cases.length; from += CASES_AT_A_TIME) {
    const some = cases.slice(from, from + CASES_AT_A_TIME);
    const histories = some.map(({ history }) => history);
    const [ours, theirs] = [await base.scores(histories), await other.scores(histories)];
    some.forEach(({ history, target }, index) => {
      const start = index * base.itemCount;
      SHARES.forEach((share, tried) => {
        for (let i = 0; i < row.length; i++) {
          row[i] = (1 - share) * ours[start + i]! + share * theirs[start + i]!;
        }
        ranks[tried]![from + index] = rankAmongNew(row, target, history.items);
      });
    });
  }
  const qualities = ranks.map((of) => qualityOfRanks(of).ndcg[10]);
  const quality = Math.max(...qualities);
  return { share: SHARES[qualities.indexOf(quality)]!, quality };
}
