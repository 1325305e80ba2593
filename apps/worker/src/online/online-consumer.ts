import { type LogPosition, type ServingPolicy, servingPolicySchema } from '@placard/contracts';
import type { Clock } from '@placard/domain';
import { compareLogPositions, createOnlineMarket } from '@placard/ranking';
import type { HotState, HotStateWriter } from '@placard/serving';
import type pg from 'pg';
import type { Logger } from 'pino';
import { inTransaction, lockPosition, movePosition } from '../consumers/exactly-once.ts';
import { every } from '../consumers/supervise.ts';
import { type OnlineMarkets, readOnlineMarkets, writeOnlineMarket } from './online-states.ts';
import { readOutcomes } from './read-outcomes.ts';

export type OnlineConsumerOptions = {
  readonly pool: pg.Pool;
  readonly hotState: Pick<HotState, 'onlineState'> & Pick<HotStateWriter, 'writeOnlineState'>;
  readonly clock: Clock;
  readonly logger: Logger;
  readonly signal: AbortSignal;
  /** A click later than this after its impression counts as none; default five minutes. */
  readonly clickWaitMs?: number;
  /** How often the log is looked at; default one second. */
  readonly everyMs?: number;
};

const CLICK_WAIT_MS = 300_000;

/** What was learnt up to a position; another worker may have gone on from it. */
type Fold = { position: LogPosition | null; markets: OnlineMarkets };

/**
 * Learns from outcomes as they become known and publishes what markets have learnt. State and position move in one
 * transaction: nothing is learnt twice, and a worker that was killed goes on from the same state.
 */
export async function consumeOnline(options: OnlineConsumerOptions): Promise<void> {
  const { signal, logger, everyMs = 1_000 } = options;
  const fold: Fold = { position: null, markets: new Map() };
  const published = new Map<string, string>();
  await every(
    everyMs,
    'learn online',
    async () => {
      while (!signal.aborted && (await learnNext(options, fold))) await publish();
      await publish();
    },
    { signal, logger },
  );

  async function publish(): Promise<void> {
    const policies = await readPolicies(options.pool);
    for (const [marketId, market] of fold.markets) {
      const policy = policies.get(marketId) ?? 'auto';
      const isThere = options.hotState.onlineState(marketId) !== null;
      const state = `${policy} ${market.version}`;
      if (isThere && published.get(marketId) === state) continue;
      await options.hotState.writeOnlineState(market.served(marketId, policy));
      published.set(marketId, state);
    }
  }
}

async function readPolicies(pool: pg.Pool): Promise<Map<string, ServingPolicy>> {
  const { rows } = await pool.query<{ id: string; policy: string }>(
    'select id, policy from markets',
  );
  return new Map(rows.map(({ id, policy }) => [id, servingPolicySchema.parse(policy)]));
}

/** Folds the next stretch of the log; true when more may be waiting. */
async function learnNext(options: OnlineConsumerOptions, fold: Fold): Promise<boolean> {
  const { pool, clock, clickWaitMs = CLICK_WAIT_MS } = options;
  try {
    return await inTransaction(pool, async (client) => {
      const position = await lockPosition(client, 'online');
      if (!fold.position || compareLogPositions(position, fold.position) !== 0) {
        fold.markets = await readOnlineMarkets(client);
        fold.position = position;
      }
      const { outcomes, upTo, more } = await readOutcomes(client, position, clickWaitMs);
      if (!upTo) return false;
      const changed = new Set<string>();
      for (const { marketId, ...outcome } of outcomes) {
        const market = fold.markets.get(marketId) ?? createOnlineMarket();
        fold.markets.set(marketId, market);
        market.learn(outcome);
        changed.add(marketId);
      }
      for (const marketId of changed) {
        await writeOnlineMarket(client, marketId, fold.markets.get(marketId)!, clock.nowMs());
      }
      await movePosition(client, 'online', upTo);
      fold.position = upTo;
      return more;
    });
  } catch (error) {
    // What was folded did not become durable: the next turn reads what is.
    fold.position = null;
    throw error;
  }
}
