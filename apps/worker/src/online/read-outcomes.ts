import {
  type FeatureValues,
  type LogPosition,
  onlineReadingSchema,
  predictorSchema,
} from '@placard/contracts';
import { readHorizon } from '@placard/event-log';
import type { Outcome } from '@placard/ranking';
import type pg from 'pg';

/** A stretch of the log whose outcomes are known. */
export type KnownOutcomes = {
  /** In the order of the log. */
  readonly outcomes: readonly (Outcome & { readonly marketId: string })[];
  /** Where the stretch ends; null when nothing of the log is ripe. */
  readonly upTo: LogPosition | null;
  /** More may be ripe behind it. */
  readonly more: boolean;
};

type LogRow = {
  xid: string;
  seq: string;
  decision_id: string | null;
  occurred_at: Date;
  impression: boolean;
  ripe: boolean;
};

const BATCH = 1_000;
/** The clock of the ad-servers is read from this much of the log's end. */
const TAIL = 200;

/**
 * The outcomes after `from`: of every valid impression of a logged decision, whether a valid click came within
 * `clickWaitMs`. An impression is ripe once that long has passed, by the clock of the log itself (which may be
 * simulated) or by the database's. What comes of a stretch never depends on when it is read.
 */
export async function readOutcomes(
  client: pg.PoolClient,
  from: LogPosition,
  clickWaitMs: number,
): Promise<KnownOutcomes> {
  const horizon = await readHorizon(client);
  const { rows } = await client.query<LogRow>({
    name: 'read the log for outcomes',
    text: `
      with tail as (
        select max(occurred_at) filter (where kind in ('impression', 'viewable', 'click')) as now
        from (
          select kind, occurred_at from events order by events.xid desc, events.seq desc limit ${TAIL}
        ) last
      )
      select xid::text, seq::text, decision_id, occurred_at,
        kind = 'impression' and ivt is null and decision_id is not null as impression,
        received_at < now() - $3 * interval '1 millisecond'
          or occurred_at < tail.now - $3 * interval '1 millisecond' as ripe
      from events cross join tail
      where (xid, seq) > ($1::xid8, $2::bigint) and events.xid < $4::xid8
      order by events.xid, events.seq limit ${BATCH}`,
    values: [from.xid, from.seq, clickWaitMs, horizon],
  });
  const firstUnripe = rows.findIndex(({ impression, ripe }) => impression && !ripe);
  const ripe = firstUnripe === -1 ? rows : rows.slice(0, firstUnripe);
  const last = ripe.at(-1);
  return {
    outcomes: await outcomesOf(
      client,
      ripe.filter(({ impression }) => impression),
      clickWaitMs,
    ),
    upTo: last ? { xid: last.xid, seq: last.seq } : null,
    more: ripe.length === BATCH,
  };
}

type OutcomeRow = {
  version: string;
  market_id: string;
  decided_at: Date;
  predictor: unknown;
  p_ctr: number;
  features: FeatureValues;
  online: unknown;
  clicked: boolean;
};

async function outcomesOf(client: pg.PoolClient, impressions: readonly LogRow[], waitMs: number) {
  if (impressions.length === 0) return [];
  const { rows } = await client.query<OutcomeRow>({
    name: 'read outcomes',
    text: `
      select i.version, d.market_id, d.decided_at, d.predictor, d.p_ctr, d.features, d.online,
        exists (
          select from events c where c.decision_id = d.id and c.kind = 'click' and c.ivt is null
            and c.occurred_at <= i.occurred_at + $4 * interval '1 millisecond'
        ) as clicked
      from unnest($1::text[], $2::timestamptz[], $3::text[]) with ordinality
        as i(decision_id, occurred_at, version, place)
      join decisions d on d.id = i.decision_id
      where not coalesce(d.house, false) and d.features is not null
      order by i.place`,
    values: [
      impressions.map((row) => row.decision_id),
      impressions.map((row) => row.occurred_at),
      impressions.map(({ xid, seq }) => `${xid}.${seq}`),
      waitMs,
    ],
  });
  return rows.map((row) => {
    const predictor = predictorSchema.parse(row.predictor);
    const online = row.online === null ? null : onlineReadingSchema.parse(row.online);
    return {
      marketId: row.market_id,
      version: row.version,
      atMs: row.decided_at.getTime(),
      modelVersionId: predictor.kind === 'model' ? predictor.modelVersionId : null,
      modelPCtr: online?.modelPCtr ?? row.p_ctr,
      pCtr: row.p_ctr,
      features: row.features,
      clicked: row.clicked,
    };
  });
}
