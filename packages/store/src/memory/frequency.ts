import type { HoldRef, RenderedImpression, Reservation } from '@placard/serving';
import { UNRENDERED_GRACE_MS } from '../store.ts';

type Showing = { readonly decisionId: string; leavesAtMs: number; readonly windowMs: number };

/** By viewer and ad group, the showings that count against a cap, each until it leaves its window. */
export class MemoryFrequency {
  readonly #viewers = new Map<string, Map<string, Showing[]>>();

  /** False when the cap is reached. */
  claim(reservation: Reservation, nowMs: number): boolean {
    const { viewerKey, marketId, adGroupId, frequencyCap, decisionId, expiresAtMs } = reservation;
    if (!frequencyCap || viewerKey === null) return true;
    const groups = this.#groups(marketId, viewerKey);
    const showings = (groups.get(adGroupId) ?? []).filter(({ leavesAtMs }) => leavesAtMs > nowMs);
    groups.set(adGroupId, showings);
    if (showings.some((showing) => showing.decisionId === decisionId)) return true;
    if (showings.length >= frequencyCap.impressions) return false;
    const leavesAtMs = expiresAtMs + UNRENDERED_GRACE_MS;
    showings.push({ decisionId, leavesAtMs, windowMs: frequencyCap.windowMs });
    return true;
  }

  release({ viewerKey, marketId, adGroupId, decisionId }: HoldRef): void {
    if (viewerKey === null) return;
    const groups = this.#viewers.get(keyOf(marketId, viewerKey));
    const showings = groups?.get(adGroupId);
    if (!groups || !showings) return;
    const left = showings.filter((showing) => showing.decisionId !== decisionId);
    if (left.length > 0) groups.set(adGroupId, left);
    else groups.delete(adGroupId);
  }

  confirm(impression: RenderedImpression): void {
    const { viewerKey, marketId, adGroupId, decisionId, occurredAtMs, capWindowMs } = impression;
    const showings = this.#viewers.get(keyOf(marketId, viewerKey))?.get(adGroupId);
    const showing = showings?.find((one) => one.decisionId === decisionId);
    if (showing) {
      showing.leavesAtMs = occurredAtMs + showing.windowMs;
    } else if (capWindowMs !== undefined) {
      const leavesAtMs = occurredAtMs + capWindowMs;
      const groups = this.#groups(marketId, viewerKey);
      groups.set(adGroupId, [
        ...(showings ?? []),
        { decisionId, leavesAtMs, windowMs: capWindowMs },
      ]);
    }
  }

  counts(marketId: string, viewerKey: string, nowMs: number): Map<string, number> {
    const counts = new Map<string, number>();
    for (const [adGroupId, showings] of this.#viewers.get(keyOf(marketId, viewerKey)) ?? []) {
      const live = showings.filter(({ leavesAtMs }) => leavesAtMs > nowMs).length;
      if (live > 0) counts.set(adGroupId, live);
    }
    return counts;
  }

  forget(marketId: string, viewerKey: string): void {
    this.#viewers.delete(keyOf(marketId, viewerKey));
  }

  #groups(marketId: string, viewerKey: string): Map<string, Showing[]> {
    const key = keyOf(marketId, viewerKey);
    let groups = this.#viewers.get(key);
    if (!groups) {
      groups = new Map();
      this.#viewers.set(key, groups);
    }
    return groups;
  }
}

function keyOf(marketId: string, viewerKey: string): string {
  return `${marketId} ${viewerKey}`;
}
