import {
  type CanaryReport,
  type ExperimentSettings,
  experimentSettingsSchema,
} from '@placard/contracts';
import type { Id } from '@placard/domain';
import {
  promoteCanary,
  rollBackCanary,
  type ServiceContext,
  ServiceError,
} from '@placard/services';
import { earnedPromotion, evaluateCanary } from '@placard/training';
import type pg from 'pg';
import type { Logger } from 'pino';
import { readArms } from './read-arms.ts';
import { readShadow } from './read-shadow.ts';

export type WatchParts = {
  readonly pool: pg.Pool;
  readonly ctx: ServiceContext;
  readonly logger: Logger;
};

type Running = {
  readonly experimentId: Id<'exp'>;
  readonly modelVersionId: Id<'mdl'>;
  readonly kind: 'shadow' | 'canary';
  readonly settings: ExperimentSettings;
  readonly startedMs: number;
};

/**
 * Evaluates every trial that runs. A canary that breached a guardrail is rolled back, one that earned it is
 * promoted. Repeating or running it twice at once changes nothing: who comes second finds the trial over.
 */
export async function watchExperiments(parts: WatchParts): Promise<void> {
  for (const running of await readRunning(parts.pool)) {
    try {
      if (running.kind === 'canary') await watchCanary(parts, running);
      else await watchShadow(parts, running);
    } catch (error) {
      // Somebody else concluded it, or one trial's troubles: the others are watched all the same.
      if (error instanceof ServiceError && error.code === 'conflict') continue;
      parts.logger.error({ err: error, ...running }, 'a trial could not be evaluated');
    }
  }
}

async function watchCanary({ pool, ctx, logger }: WatchParts, running: Running): Promise<void> {
  const { experimentId, modelVersionId, settings, startedMs } = running;
  const nowMs = ctx.clock.nowMs();
  const arms = await readArms(pool, experimentId, modelVersionId, nowMs - settings.clickWaitMs);
  const report = evaluateCanary(arms, settings.guardrails, nowMs);
  await saveReport(pool, experimentId, report);
  const breach = breachOf(report);
  if (breach) {
    await rollBackCanary({ ctx, input: { experimentId, reason: breach } });
    logger.warn({ experimentId, modelVersionId, reason: breach }, 'a canary was rolled back');
    return;
  }
  const reason = earnedPromotion(report, settings, nowMs - startedMs);
  if (!reason) return;
  await promoteCanary({ ctx, input: { experimentId, reason } });
  logger.info({ experimentId, modelVersionId, reason }, 'a canary was promoted');
}

async function watchShadow({ pool, ctx }: WatchParts, running: Running): Promise<void> {
  const nowMs = ctx.clock.nowMs();
  const clicksUntilMs = nowMs - running.settings.clickWaitMs;
  const report = await readShadow(pool, running.experimentId, { clicksUntilMs, nowMs });
  await saveReport(pool, running.experimentId, report);
}

function breachOf({ guardrails }: CanaryReport): string | null {
  const breached = guardrails.filter(({ verdict }) => verdict === 'breached');
  if (breached.length === 0) return null;
  return breached.map(({ guardrail, reason }) => `${guardrail}: ${reason}`).join('; ');
}

async function readRunning(pool: pg.Pool): Promise<Running[]> {
  const { rows } = await pool.query(
    `select id, model_version_id, kind, settings, created_at from experiments
     where status = 'running' order by id`,
  );
  return rows.map((row) => ({
    experimentId: row.id,
    modelVersionId: row.model_version_id,
    kind: row.kind,
    settings: experimentSettingsSchema.parse(row.settings),
    startedMs: row.created_at.getTime(),
  }));
}

async function saveReport(
  pool: pg.Pool,
  experimentId: string,
  report: { readonly evaluatedAtMs: number },
): Promise<void> {
  await pool.query('update experiments set report = $2::jsonb, evaluated_at = $3 where id = $1', [
    experimentId,
    JSON.stringify(report),
    new Date(report.evaluatedAtMs),
  ]);
}
