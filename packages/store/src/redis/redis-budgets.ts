import type {
  Commitment,
  HoldRef,
  Refusal,
  Reservation,
  ReservationOutcome,
  Settlement,
  SpendFigures,
} from '@placard/serving';
import type { Redis } from 'ioredis';
import { SETTLED_MEMORY_MS, UNRENDERED_GRACE_MS } from '../store.ts';
import {
  releaseExpiredScript,
  releaseScript,
  reserveScript,
  settleScript,
  syncSpendScript,
} from './budget-scripts.ts';
import { claimShowingScript, releaseShowingScript } from './frequency-scripts.ts';
import type { Keys } from './keys.ts';

const SWEEP_AT_ONCE = 5_000;

/** Budgets and caps in Redis. A viewer and an advertiser may live in different slots: claim both, give back one. */
export function createRedisBudgets(redis: Redis, keys: Keys) {
  const registered = new Set<string>();
  const moneyKeys = (advertiserId: string) => [
    keys.money(advertiserId),
    keys.holds(advertiserId),
    keys.expiries(advertiserId),
  ];
  const register = async (advertiserId: string) => {
    if (registered.has(advertiserId)) return;
    await redis.sadd(keys.advertisers, advertiserId);
    registered.add(advertiserId);
  };

  const reserveMoney = (reservation: Reservation, nowMs: number) => {
    const { advertiserId, decisionId, campaignId, budget, baseline } = reservation;
    return reserveScript.run(
      redis,
      [...moneyKeys(advertiserId), keys.settled(advertiserId, decisionId)],
      [
        nowMs,
        decisionId,
        campaignId,
        budget.day,
        budget.dailyMicros,
        budget.totalMicros ?? '',
        Math.max(reservation.chargeMicros, reservation.holdMicros),
        reservation.holdMicros,
        reservation.expiresAtMs,
        baseline.spentTotalMicros,
        baseline.spentDayMicros,
        baseline.walletBalanceMicros,
      ],
    ) as Promise<'ok' | Refusal>;
  };
  const claimShowing = async (reservation: Reservation, nowMs: number): Promise<boolean> => {
    const { viewerKey, marketId, adGroupId, decisionId, frequencyCap, expiresAtMs } = reservation;
    if (!frequencyCap || viewerKey === null) return true;
    const fits = await claimShowingScript.run(
      redis,
      [keys.showings(marketId, viewerKey)],
      [
        nowMs,
        adGroupId,
        decisionId,
        frequencyCap.impressions,
        frequencyCap.windowMs,
        expiresAtMs + UNRENDERED_GRACE_MS,
      ],
    );
    return fits === 1;
  };
  const releaseMoney = ({ advertiserId, decisionId }: HoldRef) =>
    releaseScript.run(redis, moneyKeys(advertiserId), [decisionId]);
  const releaseShowing = async ({ viewerKey, marketId, adGroupId, decisionId }: HoldRef) => {
    if (viewerKey === null) return;
    await releaseShowingScript.run(
      redis,
      [keys.showings(marketId, viewerKey)],
      [adGroupId, decisionId],
    );
  };

  const reserveOne = async (
    reservation: Reservation,
    nowMs: number,
  ): Promise<ReservationOutcome> => {
    const [, money, showing] = await Promise.all([
      register(reservation.advertiserId),
      reserveMoney(reservation, nowMs),
      claimShowing(reservation, nowMs),
    ]);
    if (money === 'ok' && showing) return { reserved: true };
    if (money === 'ok') await releaseMoney(reservation);
    if (showing && reservation.frequencyCap) await releaseShowing(reservation);
    return { reserved: false, refusal: money === 'ok' ? 'frequency-cap' : money };
  };

  return {
    reserve: (reservations: readonly Reservation[], nowMs: number) =>
      Promise.all(reservations.map((reservation) => reserveOne(reservation, nowMs))),
    release: async (holds: readonly HoldRef[]): Promise<void> => {
      await Promise.all(holds.flatMap((hold) => [releaseMoney(hold), releaseShowing(hold)]));
    },
    settle: async (settlements: readonly Settlement[]): Promise<void> => {
      await Promise.all(
        settlements.map(({ decisionId, advertiserId, campaignId, day, chargeMicros }) =>
          settleScript.run(
            redis,
            [...moneyKeys(advertiserId), keys.settled(advertiserId, decisionId)],
            [decisionId, campaignId, day, chargeMicros, SETTLED_MEMORY_MS],
          ),
        ),
      );
    },
    syncSpend: async (figures: readonly SpendFigures[]): Promise<void> => {
      await Promise.all(
        figures.map(({ advertiserId, campaignId, spentTotalMicros, spentByDayMicros }) =>
          syncSpendScript.run(
            redis,
            [keys.money(advertiserId)],
            [campaignId, spentTotalMicros, ...Object.entries(spentByDayMicros).flat()],
          ),
        ),
      );
    },
    syncWallets: async (balances: ReadonlyMap<string, number>): Promise<void> => {
      await Promise.all(
        [...balances].map(([advertiserId, micros]) =>
          redis.hset(keys.money(advertiserId), 'w', micros),
        ),
      );
    },
    releaseExpired: async (nowMs: number): Promise<number> => {
      let released = 0;
      for (const advertiserId of await redis.smembers(keys.advertisers)) {
        for (;;) {
          const some = Number(
            await releaseExpiredScript.run(redis, moneyKeys(advertiserId), [nowMs]),
          );
          released += some;
          if (some < SWEEP_AT_ONCE) break;
        }
      }
      return released;
    },
    commitment: async (
      advertiserId: string,
      campaignId: string,
      day: string,
    ): Promise<Commitment> => {
      const [spentDay, heldDay, spentTotal, heldTotal] = await redis.hmget(
        keys.money(advertiserId),
        `d:${campaignId}:${day}`,
        `dh:${campaignId}:${day}`,
        `t:${campaignId}`,
        `th:${campaignId}`,
      );
      return {
        spentDayMicros: Number(spentDay ?? 0),
        heldDayMicros: Number(heldDay ?? 0),
        spentTotalMicros: Number(spentTotal ?? 0),
        heldTotalMicros: Number(heldTotal ?? 0),
      };
    },
  };
}
