import type { SnapshotPlacement } from '@placard/contracts';
import {
  firstFailingRule,
  intersectMatching,
  listBits,
  type Random,
  type TargetingFacts,
  type ZoneFacts,
} from '@placard/domain';
import type { MarketState } from '../market-state.ts';
import type { StageCount } from './candidate.ts';
import type { HydratedViewer } from './hydrate.ts';

export type EligibleInput = {
  readonly state: MarketState;
  readonly placement: SnapshotPlacement;
  readonly viewer: HydratedViewer;
  readonly facts: TargetingFacts;
  readonly zoneFacts: ZoneFacts;
  readonly nowMs: number;
  readonly pacingRates: ReadonlyMap<string, number>;
  readonly random: Random;
  /** Null: all ads of the market. */
  readonly restrictTo: ReadonlySet<string> | null;
  readonly exclude: ReadonlySet<string> | null;
  /** Names the attribute that failed instead of `targeting`; costs a pass over all rules. */
  readonly explain: boolean;
};

/**
 * The ads that may take part, as indices in `state.scratch.ads[0 .. count)`: campaign open, rules hold, cap
 * not reached, let in by pacing, fitting the placement. Counts are in ads.
 */
export function eligible(input: EligibleInput): { count: number; stage: StageCount } {
  const { state, placement, facts, zoneFacts, pacingRates, random, restrictTo, exclude } = input;
  const { groups, adStart, targeting, ads } = state.compiled;
  const { matching, work, groups: groupList, ads: out } = state.scratch;
  const open = state.openGroups(input.nowMs);
  const fits = state.fits(placement);
  const removed: Record<string, number> = { ...open.removed };
  const remove = (reason: string, adCount: number) => {
    if (adCount > 0) removed[reason] = (removed[reason] ?? 0) + adCount;
  };

  matching.set(open.bits);
  intersectMatching(targeting, facts, zoneFacts, matching, work);
  const capped = cappedGroups(input);
  const groupCount = listBits(matching, groupList);
  let matchingAds = 0;
  let count = 0;
  for (let i = 0; i < groupCount; i++) {
    const groupIndex = groupList[i]!;
    const from = adStart[groupIndex]!;
    const to = adStart[groupIndex + 1]!;
    matchingAds += to - from;
    if (capped.has(groupIndex)) {
      remove('frequency-cap', to - from);
      continue;
    }
    if (pacingRates.size > 0) {
      const rate = pacingRates.get(groups[groupIndex]!.adGroupId);
      if (rate !== undefined && rate < 1 && random() >= rate) {
        remove('pacing', to - from);
        continue;
      }
    }
    for (let ad = from; ad < to; ad++) {
      const unfit = fits[ad]!;
      if (unfit !== null) remove(unfit, 1);
      else if (restrictTo && !restrictTo.has(ads[ad]!.ad.adId)) remove('restricted', 1);
      else if (exclude?.has(ads[ad]!.ad.adId)) remove('excluded', 1);
      else out[count++] = ad;
    }
  }
  if (input.explain) countFailingRules(input, remove);
  else remove('targeting', open.adCount - matchingAds);
  return { count, stage: { stage: 'eligible', kept: count, removed } };
}

/** The ad groups that this viewer has seen as often as their cap allows: few, whatever the market's size. */
function cappedGroups({ state, viewer }: EligibleInput): ReadonlySet<number> {
  const { groups, groupIndexById } = state.compiled;
  const capped = new Set<number>();
  for (const [adGroupId, seen] of viewer.cappedCounts) {
    const index = groupIndexById.get(adGroupId);
    const cap = index === undefined ? null : groups[index]!.frequencyCap;
    if (cap && seen >= cap.impressions) capped.add(index!);
  }
  return capped;
}

function countFailingRules(
  { state, facts, zoneFacts, nowMs }: EligibleInput,
  remove: (reason: string, adCount: number) => void,
): void {
  const { groups, campaigns, campaignOfGroup, adStart } = state.compiled;
  const { bits } = state.openGroups(nowMs);
  groups.forEach((group, i) => {
    if (((bits[i >>> 5]! >>> (i & 31)) & 1) === 0) return;
    const local = zoneFacts.get(campaigns[campaignOfGroup[i]!]!.timeZone);
    const rules = group.rules.map((rule) => ({
      ...rule,
      values: rule.values.map((value) => value.toLowerCase()),
    }));
    const failing = firstFailingRule(rules, { ...facts, ...local });
    if (failing) remove(`targeting: ${failing.attribute}`, adStart[i + 1]! - adStart[i]!);
  });
}
