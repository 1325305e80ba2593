import {
  type ExplainDecisionJob,
  type FeatureValues,
  featureValuesSchema,
} from '@placard/contracts';
import type { JobContext } from '@placard/queue';
import { atReferencePosition } from '@placard/ranking';
import type pg from 'pg';
import { explainDecision } from './explain-decision.ts';
import type { VersionCache } from './version-cache.ts';

/** Other winners that stand in for what is not known of one. */
const BACKGROUND_ROWS = 100;

/**
 * Answers one request for an explanation, or writes down why it could not. Delivered twice it answers once: what
 * has succeeded is left as it is.
 */
export async function runExplainJob(
  { pool, versions }: { readonly pool: pg.Pool; readonly versions: VersionCache },
  { decisionId, modelVersionId }: ExplainDecisionJob,
  { lastAttempt, report }: Pick<JobContext, 'lastAttempt' | 'report'>,
): Promise<void> {
  const key = [decisionId, modelVersionId];
  const taken = await pool.query(
    `update decision_explanations set status = 'running'
     where decision_id = $1 and model_version_id = $2 and status in ('queued', 'running')`,
    key,
  );
  if (taken.rowCount === 0) return;
  try {
    const decision = await readDecision(pool, decisionId);
    const background = await readBackground(pool, decision, decisionId);
    if (background.length === 0) {
      throw new Error(
        'no other decision of this market has shown an ad: there is nothing to compare with',
      );
    }
    const version = await versions.get(modelVersionId);
    const { values, loggedPCtr } = decision;
    const result = await explainDecision({ version, values, background, loggedPCtr, report });
    await pool.query(
      `update decision_explanations set status = 'succeeded', result = $3::jsonb, error = null, finished_at = now()
       where decision_id = $1 and model_version_id = $2`,
      [...key, JSON.stringify(result)],
    );
  } catch (error) {
    if (lastAttempt) {
      await pool.query(
        `update decision_explanations set status = 'failed', error = $3, finished_at = now()
         where decision_id = $1 and model_version_id = $2`,
        [...key, error instanceof Error ? error.message : String(error)],
      );
    }
    throw error;
  }
}

type Decision = {
  readonly marketId: string;
  readonly decidedAt: Date;
  readonly values: FeatureValues;
  readonly loggedPCtr: number | null;
};

async function readDecision(pool: pg.Pool, decisionId: string): Promise<Decision> {
  const { rows } = await pool.query(
    'select market_id, decided_at, features, p_ctr from decisions where id = $1',
    [decisionId],
  );
  const row = rows[0];
  if (!row?.features) throw new Error('the decision is gone, or it showed nothing');
  return {
    marketId: row.market_id,
    decidedAt: row.decided_at,
    values: asScored(row.features),
    loggedPCtr: row.p_ctr,
  };
}

/** Winners of the market just before the decision, and after it where those are too few: any time it is the same. */
async function readBackground(
  pool: pg.Pool,
  { marketId, decidedAt }: Decision,
  decisionId: string,
): Promise<FeatureValues[]> {
  const { rows } = await pool.query(
    `with other as (
       select id, decided_at, features from decisions
       where market_id = $1 and id <> $3 and features is not null and not coalesce(house, false)
     ),
     nearest as (
       (select * from other where decided_at <= $2 order by decided_at desc, id desc limit $4)
       union all
       (select * from other where decided_at > $2 order by decided_at, id limit $4)
     )
     select features from nearest order by (decided_at > $2), abs(extract(epoch from decided_at - $2)), id limit $4`,
    [marketId, decidedAt, decisionId, BACKGROUND_ROWS],
  );
  return rows.map(({ features }) => asScored(features));
}

/** Serving scores every candidate as if in the first slot; the log has the true one. */
function asScored(features: unknown): FeatureValues {
  return atReferencePosition(featureValuesSchema.parse(features));
}
