import type { LogPosition, ServedOnlineState, ViewerProfile } from '@placard/contracts';
import { type AdStats, addAdStatsDelta, compareLogPositions, emptyAdStats } from '@placard/ranking';
import type { SnapshotRef } from '@placard/serving';
import type { Store } from '../store.ts';
import { MemoryBudgets } from './budgets.ts';
import { MemoryFrequency } from './frequency.ts';

/** For one process alone (and tests). Starts empty: the worker refills it from Postgres. */
export function createMemoryStore(): Store {
  const budgets = new MemoryBudgets();
  const frequency = new MemoryFrequency();
  const profiles = new Map<string, ViewerProfile>();
  const stats = new Map<string, AdStats>();
  const positions = new Map<string, LogPosition>();
  const listeners = new Set<(ref: SnapshotRef) => void>();
  const online = new Map<string, ServedOnlineState>();
  let rates: ReadonlyMap<string, number> = new Map();
  let snapshot: SnapshotRef | null = null;
  const profileKey = (marketId: string, viewerKey: string) => `${marketId} ${viewerKey}`;
  const statsOf = (marketId: string): AdStats => {
    let known = stats.get(marketId);
    if (!known) {
      known = emptyAdStats(marketId);
      stats.set(marketId, known);
    }
    return known;
  };

  return {
    viewer: async (marketId, viewerKey, nowMs) => ({
      profile: profiles.get(profileKey(marketId, viewerKey)) ?? null,
      cappedCounts: frequency.counts(marketId, viewerKey, nowMs),
    }),
    adStats: statsOf,
    pacingRates: () => rates,
    onlineState: (marketId) => online.get(marketId) ?? null,
    reserve: async (reservations, nowMs) =>
      reservations.map((reservation) => {
        const refusal = budgets.reserve(reservation, nowMs);
        if (refusal) return { reserved: false, refusal };
        if (frequency.claim(reservation, nowMs)) return { reserved: true };
        budgets.release(reservation.advertiserId, reservation.decisionId);
        return { reserved: false, refusal: 'frequency-cap' };
      }),
    release: async (holds) => {
      for (const hold of holds) {
        budgets.release(hold.advertiserId, hold.decisionId);
        frequency.release(hold);
      }
    },

    viewerProfiles: async (marketId, viewerKeys) =>
      viewerKeys.map((viewerKey) => profiles.get(profileKey(marketId, viewerKey)) ?? null),
    writeViewerProfiles: async (written) => {
      for (const profile of written) {
        const key = profileKey(profile.marketId, profile.viewerKey);
        if (!isOlder(profile.lastPosition, profiles.get(key)?.lastPosition ?? null)) {
          profiles.set(key, profile);
        }
      }
    },
    deleteViewer: async (marketId, viewerKey) => {
      profiles.delete(profileKey(marketId, viewerKey));
      frequency.forget(marketId, viewerKey);
    },
    readAdStats: async (marketId) => statsOf(marketId),
    addAdStats: async (delta) => {
      const before = statsOf(delta.marketId);
      const after = addAdStatsDelta(before, delta);
      stats.set(delta.marketId, after);
      return after !== before;
    },
    settle: async (settlements) => {
      for (const settlement of settlements) budgets.settle(settlement);
    },
    confirmImpressions: async (impressions) => {
      for (const impression of impressions) frequency.confirm(impression);
    },
    syncSpend: async (figures) => {
      for (const campaign of figures) budgets.syncSpend(campaign);
    },
    syncWallets: async (balances) => {
      for (const [advertiserId, micros] of balances) budgets.syncWallet(advertiserId, micros);
    },
    releaseExpired: async (nowMs) => budgets.releaseExpired(nowMs),
    commitment: async (advertiserId, campaignId, day) =>
      budgets.commitment(advertiserId, campaignId, day),
    writePacingRates: async (written) => {
      rates = new Map(written);
    },
    writeOnlineState: async (state) => {
      online.set(state.marketId, state);
    },
    consumerPosition: async (consumer) => positions.get(consumer) ?? null,
    saveConsumerPosition: async (consumer, position) => {
      if (!isOlder(position, positions.get(consumer) ?? null)) positions.set(consumer, position);
    },

    snapshotPointer: {
      current: async () => snapshot,
      publish: async (ref) => {
        snapshot = ref;
        for (const listener of listeners) listener(ref);
      },
      subscribe: async (listener) => {
        listeners.add(listener);
        return async () => {
          listeners.delete(listener);
        };
      },
    },
    ping: async () => {},
    close: async () => {
      listeners.clear();
    },
  };
}

function isOlder(position: LogPosition | null, than: LogPosition | null): boolean {
  if (than === null) return false;
  return position === null || compareLogPositions(position, than) < 0;
}
