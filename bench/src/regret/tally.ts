import {
  type Exposures,
  oracleChoice,
  type PageView,
  type SimulatedAd,
  type SimulatedMarket,
  trueCtr,
} from '@placard/simulator';

/** What a policy earned, in expected clicks: chance in the clicks themselves is left out. */
export type Tally = {
  readonly decisions: number;
  readonly expectedClicks: number;
  /** Expected clicks given away against the best ad in the same state, decision by decision. */
  readonly regret: number;
  /** The same, of each successive tenth of the decisions. */
  readonly regretByTenth: readonly number[];
};

export type TallyKeeper = {
  add(view: PageView, ad: SimulatedAd | null, exposures: Exposures): void;
  result(): Tally;
};

/** Counts an empty slot as a decision that earns nothing. */
export function keepTally(market: SimulatedMarket, expectedDecisions: number): TallyKeeper {
  let decisions = 0;
  let expectedClicks = 0;
  let regret = 0;
  const regretByTenth = Array<number>(10).fill(0);
  return {
    add: (view, ad, exposures) => {
      const situation = { ...view, position: 0 };
      const earned = ad ? trueCtr(market.truth, { ...situation, ad }, exposures) : 0;
      const lost = oracleChoice(market, situation, exposures).ctr - earned;
      const tenth = Math.min(9, Math.floor((10 * decisions) / expectedDecisions));
      decisions++;
      expectedClicks += earned;
      regret += lost;
      regretByTenth[tenth]! += lost;
    },
    result: () => ({ decisions, expectedClicks, regret, regretByTenth }),
  };
}
