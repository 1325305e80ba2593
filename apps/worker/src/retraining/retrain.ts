import { gateResultSchema, modelCardSchema, trainingRequestSchema } from '@placard/contracts';
import type { Id } from '@placard/domain';
import {
  type ServiceContext,
  ServiceError,
  startCanary,
  startShadow,
  startTraining,
} from '@placard/services';
import type pg from 'pg';
import type { Logger } from 'pino';
import { type RetrainingFacts, retrainingDue } from './due.ts';

export type RetrainingParts = {
  readonly pool: pg.Pool;
  readonly ctx: ServiceContext;
  readonly logger: Logger;
};

/**
 * Starts a run in every market whose policy asks for one now, and sends what such a run made to its next stage.
 * A market with a run under way gets no second, so repeating or running it twice at once starts one.
 */
export async function retrain(parts: RetrainingParts): Promise<void> {
  const { pool } = parts;
  const { rows } = await pool.query(
    'select * from retraining_policies where enabled order by market_id',
  );
  for (const policy of rows) {
    try {
      await sendOnward(parts, policy);
      await startIfDue(parts, policy);
    } catch (error) {
      // A run or a trial is under way already: its end is waited for.
      if (error instanceof ServiceError && error.code === 'conflict') continue;
      parts.logger.error({ err: error, marketId: policy.market_id }, 'a market could not retrain');
    }
  }
}

type Policy = {
  readonly market_id: Id<'mkt'>;
  readonly every_hours: number | null;
  readonly psi_above: number | null;
  readonly decay_above: number | null;
  readonly new_clicks: number | null;
  readonly request: unknown;
  readonly next_stage: string;
  readonly share: number;
  readonly auto_promote: boolean;
};

async function startIfDue({ pool, ctx, logger }: RetrainingParts, policy: Policy): Promise<void> {
  const facts = await readFacts(pool, policy);
  const reason = retrainingDue(facts, ctx.clock.nowMs());
  if (!reason) return;
  const marketId = policy.market_id;
  const request = trainingRequestSchema.parse(policy.request);
  const { trainingRunId } = await startTraining({
    ctx,
    input: { ...request, promoteIfBetter: false, marketId, trigger: reason },
  });
  await pool.query(
    'update retraining_policies set last_started_at = $2, last_reason = $3 where market_id = $1',
    [marketId, new Date(ctx.clock.nowMs()), reason],
  );
  logger.info({ marketId, trainingRunId, reason }, 'a market retrains by itself');
}

/** The newest version of a run that started by itself: a candidate whose gates pass goes on trial. */
async function sendOnward({ pool, ctx, logger }: RetrainingParts, policy: Policy): Promise<void> {
  if (policy.next_stage === 'candidate') return;
  const { rows } = await pool.query(
    `select v.id, v.gates, v.stage, exists (select 1 from experiments e where e.model_version_id = v.id) as tried
     from model_versions v join training_runs r on r.id = v.training_run_id
     where v.market_id = $1 and r.trigger is not null order by v.id desc limit 1`,
    [policy.market_id],
  );
  const version = rows[0];
  if (!version || version.tried || version.stage !== 'candidate') return;
  const gates = gateResultSchema.array().parse(version.gates ?? []);
  if (gates.length === 0 || gates.some(({ verdict }) => verdict === 'refuse')) return;
  const start = policy.next_stage === 'canary' ? startCanary : startShadow;
  const { experimentId } = await start({
    ctx,
    input: {
      modelVersionId: version.id,
      share: Number(policy.share.toPrecision(6)),
      settings: { autoPromote: policy.auto_promote },
    },
  });
  logger.info({ experimentId, modelVersionId: version.id }, 'a retrained version goes on trial');
}

async function readFacts(pool: pg.Pool, policy: Policy): Promise<RetrainingFacts> {
  const marketId = policy.market_id;
  const { rows: runs } = await pool.query(
    // A search for settings makes no model.
    "select max(created_at) as last from training_runs where market_id = $1 and request->'search' is null",
    [marketId],
  );
  const last: Date | null = runs[0]?.last ?? null;
  const { rows: clicks } = await pool.query(
    `select count(*)::int as count from events
     where market_id = $1 and kind = 'click' and ivt is null and occurred_at > $2`,
    [marketId, last ?? new Date(0)],
  );
  const { rows: reports } = await pool.query(
    `select d.*, v.card from drift_reports d join model_versions v on v.id = d.model_version_id
     where d.market_id = $1 and v.stage = 'champion' and d.computed_at > $2
     order by d.day desc limit 1`,
    [marketId, last ?? new Date(0)],
  );
  const report = reports[0];
  return {
    everyHours: policy.every_hours,
    psiAbove: policy.psi_above,
    decayAbove: policy.decay_above,
    newClicks: policy.new_clicks,
    lastStartedMs: last?.getTime() ?? null,
    clicksSince: clicks[0]?.count ?? 0,
    drift: report
      ? {
          featurePsi: report.feature_psi,
          scorePsi: report.score_psi,
          normalisedEntropy: report.normalised_entropy,
          promisedEntropy: modelCardSchema.parse(report.card).metrics.normalisedEntropy,
        }
      : null,
  };
}
