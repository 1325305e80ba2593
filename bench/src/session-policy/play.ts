import type { FeatureValues } from '@placard/contracts';
import { seededRandom } from '@placard/domain';
import { playVisits, type SessionMarket, type SimulatedAd } from '@placard/simulator';
import { type BidOf, type Contestant, draw } from './contestants.ts';
import type { Observer } from './observer.ts';

/** A decision as it was logged, with the ads it chose among. */
export type LoggedDecision = {
  readonly ads: readonly SimulatedAd[];
  readonly values: readonly FeatureValues[];
  readonly index: number;
  readonly propensity: number;
  readonly clicked: boolean;
  readonly expected: number;
};

/** `expected`: clicks without the chance in them; `value`: those times what each ad bids. */
export type VisitTally = {
  readonly pages: number;
  readonly clicks: number;
  readonly expected: number;
  readonly value: number;
};

/** Plays visits by a policy; the observer goes on learning. `keep` receives each visit as it ends. */
export function playContestant(
  market: SessionMarket,
  contestant: Contestant,
  observer: Observer,
  bidOf: BidOf,
  options: { readonly fromMs: number; readonly count: number; readonly seed: number },
  keep?: (visit: readonly LoggedDecision[]) => void,
): VisitTally[] {
  const chance = seededRandom(options.seed + 77);
  const tallies: VisitTally[] = [];
  let visit: LoggedDecision[] = [];
  let decided: Omit<LoggedDecision, 'clicked' | 'expected'> | null = null;
  playVisits(
    market,
    {
      choose: (page) => {
        const ads = page.eligible;
        const values = observer.values(page, ads);
        const chances = contestant(ads, values);
        const index = draw(chances, chance);
        decided = { ads, values, index, propensity: chances[index]! };
        return ads[index]!;
      },
      learn: ({ page, ad, clicked, expected, left }) => {
        observer.shown(page, ad, clicked);
        visit.push({ ...decided!, clicked, expected });
        if (!left) return;
        tallies.push({
          pages: visit.length,
          clicks: visit.filter((one) => one.clicked).length,
          expected: visit.reduce((sum, one) => sum + one.expected, 0),
          value: visit.reduce((sum, one) => sum + one.expected * bidOf(one.ads[one.index]!), 0),
        });
        keep?.(visit);
        visit = [];
      },
    },
    options,
  );
  return tallies;
}
