import { seededRandom } from '@placard/domain';
import { bootstrapIntervals } from '@placard/ranking';
import { type ModelledRound, visitDoublyRobust, visitIps, visitSnips } from '@placard/training';
import { z } from 'zod';
import type { BidOf, Contestant, Worth } from './contestants.ts';
import type { LoggedDecision } from './play.ts';

const intervalSchema = z.object({ estimate: z.number(), from: z.number(), to: z.number() });
export const judgementSchema = z.object({
  /** What the log itself earned a visit. */
  logged: z.number(),
  ips: intervalSchema,
  snips: intervalSchema,
  doublyRobust: intervalSchema,
  /** Visits of the judged policy itself that the log is worth at the end of visits (Kish, 1965). */
  effectiveVisits: z.number(),
});
export type Judgement = z.infer<typeof judgementSchema>;

/** What a policy would earn a visit, by visits that another one logged, before it decides anything. */
export function judge(
  visits: readonly (readonly LoggedDecision[])[],
  contestant: Contestant,
  worth: Worth,
  bidOf: BidOf,
  seed: number,
): Judgement {
  const rounds = visits.map((visit) =>
    visit.map(({ ads, values, index, propensity, clicked }): ModelledRound => {
      const chances = contestant(ads, values);
      const worths = worth(ads, values);
      return {
        reward: clicked ? bidOf(ads[index]!) : 0,
        propensity,
        policyPropensity: chances[index]!,
        modelledReward: worths[index]!,
        modelledPolicyReward: chances.reduce((sum, chance, i) => sum + chance * worths[i]!, 0),
      };
    }),
  );
  const { ips, snips, doublyRobust } = bootstrapIntervals(
    { ips: visitIps(rounds), snips: visitSnips(rounds), doublyRobust: visitDoublyRobust(rounds) },
    { clusters: rounds.map((_, i) => i), random: seededRandom(seed), resamples: 200 },
  );
  const weights = rounds.map((visit) =>
    visit.reduce((product, one) => (product * one.policyPropensity) / one.propensity, 1),
  );
  const sum = weights.reduce((a, b) => a + b, 0);
  return judgementSchema.parse({
    logged: rounds.flat().reduce((total, { reward }) => total + reward, 0) / rounds.length,
    ips,
    snips,
    doublyRobust,
    effectiveVisits: sum ** 2 / weights.reduce((a, b) => a + b * b, 0),
  });
}
