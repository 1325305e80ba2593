import type { DecisionRecord, ShadowScore } from '@placard/contracts';
import { eventsPerThousand, shareOf } from '@placard/domain';
import { calibrate } from '@placard/ranking';
import type { Slot } from '../fill-slots.ts';
import type { Candidate } from '../stages/candidate.ts';
import type { Trials } from '../trials.ts';

type Shadow = NonNullable<Trials['shadow']>;

/** The best of the bids, and the one chosen: enough to see whether a shadow would have ranked otherwise. */
const MAX_CANDIDATES = 20;

export function isShadowed({ experimentId, share }: Shadow, requestId: string): boolean {
  return shareOf(experimentId, requestId) < share;
}

/** The records with what the shadow says of each; a shadow that fails leaves its record as it was. */
export async function withShadow(
  records: readonly DecisionRecord[],
  slots: readonly Slot[],
  shadowOf: (marketId: string) => Shadow | null,
  onError: (error: unknown) => void,
): Promise<readonly DecisionRecord[]> {
  const slotById = new Map(slots.map((slot) => [slot.decisionId, slot]));
  const shadowed: DecisionRecord[] = [];
  for (const record of records) {
    const shadow = shadowOf(record.marketId);
    const slot = slotById.get(record.id);
    try {
      const score = shadow && slot ? await scoreSlot(shadow, slot) : null;
      shadowed.push(score ? { ...record, shadow: score } : record);
    } catch (error) {
      onError(error);
      shadowed.push(record);
    }
  }
  return shadowed;
}

async function scoreSlot(
  { scorer, experimentId }: Shadow,
  slot: Slot,
): Promise<ShadowScore | null> {
  const { auction, choice } = slot;
  if (!auction || !choice) return null;
  const startMs = performance.now();
  const chosen = choice.bid.candidate;
  const others = auction.bids.map(({ candidate }) => candidate).filter((one) => one !== chosen);
  const candidates = [chosen, ...others.slice(0, MAX_CANDIDATES - 1)];
  const batch = scorer.embedder.newBatch(candidates.length);
  const part = scorer.embedder.requestPart(auction.reading, auction.viewer.reading);
  for (const { reading } of candidates) {
    scorer.embedder.append(batch, part, scorer.embedder.adPart(reading));
  }
  const logits = await scorer.logits(batch);
  const pCtrs = candidates.map((_, i) => calibrate(scorer.map, logits[i]!));
  const served = firstBy(candidates, ({ pCtr }) => pCtr);
  const shadowed = firstBy(candidates, (_, i) => pCtrs[i]!);
  return {
    experimentId,
    modelVersionId: scorer.modelVersionId,
    pCtr: pCtrs[0]!,
    servedPCtr: chosen.pCtr,
    sameTop: served === shadowed,
    candidates: candidates.length,
    latencyUs: Math.round((performance.now() - startMs) * 1000),
  };
}

/** The place of the greatest expected revenue under the given click rates. */
function firstBy(
  candidates: readonly Candidate[],
  pCtrOf: (candidate: Candidate, i: number) => number,
): number {
  let best = -1;
  let most = -Infinity;
  candidates.forEach((candidate, i) => {
    const { bidMicros, pricing } = candidate.marketAd.group;
    const rates = { pCtr: pCtrOf(candidate, i), pCvr: candidate.pCvr };
    const revenue = bidMicros * eventsPerThousand(pricing, rates);
    if (revenue > most) [best, most] = [i, revenue];
  });
  return best;
}
