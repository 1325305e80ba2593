import { readFile } from 'node:fs/promises';
import path from 'node:path';
import type { Blobs } from '@placard/blobs';
import {
  ARTEFACT_FILES,
  type ArtefactManifest,
  artefactManifestSchema,
  type DataProfile,
  type GateResult,
  type Lineage,
  type ModelCard,
} from '@placard/contracts';
import { newId } from '@placard/domain';
import type pg from 'pg';
import { inTransaction } from '../consumers/exactly-once.ts';
import { finishRun } from './run-record.ts';

/** Stores the artefact's files as blobs. */
export async function storeArtefact(blobs: Blobs, folder: string): Promise<ArtefactManifest> {
  const entries = await Promise.all(
    ARTEFACT_FILES.map(async (file) => [
      file,
      await blobs.put(await readFile(path.join(folder, file))),
    ]),
  );
  return artefactManifestSchema.parse(Object.fromEntries(entries));
}

export type Registration = {
  readonly runId: string;
  readonly marketId: string;
  readonly manifest: ArtefactManifest;
  readonly card: ModelCard;
  readonly gates: readonly GateResult[];
  readonly lineage: Lineage;
  readonly profile: DataProfile;
  /** Makes it champion at once. */
  readonly promote: boolean;
  /** Why gates that refuse were overridden. */
  readonly overrideReason: string | null;
};

/**
 * Registers the model of a run and ends the run, in one transaction: however often a job is delivered, one run
 * makes one model version.
 */
export async function registerModel(pool: pg.Pool, registration: Registration): Promise<void> {
  const { runId, marketId, manifest, card, gates, lineage, profile, promote } = registration;
  const refused = gates.filter(({ verdict }) => verdict === 'refuse').map(({ gate }) => gate);
  await inTransaction(pool, async (client) => {
    // One promotion at a time, else two champions would meet at the unique index.
    await client.query('select 1 from markets where id = $1 for no key update', [marketId]);
    const modelVersionId = newId('mdl');
    const { rowCount } = await client.query(
      `insert into model_versions
         (id, market_id, training_run_id, kind, manifest, card, gates, lineage, data_profile)
       values ($1, $2, $3, $4, $5::jsonb, $6::jsonb, $7::jsonb, $8::jsonb, $9::jsonb)
       on conflict (training_run_id) do nothing`,
      [
        ...[modelVersionId, marketId, runId, card.kind],
        ...[manifest, card, gates, lineage, profile].map((value) => JSON.stringify(value)),
      ],
    );
    if (rowCount === 1) {
      await audit(client, 'model-version.register', modelVersionId, { runId, marketId });
      if (promote) {
        const overridden = refused.length > 0 && {
          overridden: refused,
          reason: registration.overrideReason,
        };
        await promoteVersion(client, marketId, modelVersionId, overridden || {});
      }
    }
    const candidate =
      refused.length > 0
        ? `registered as a candidate, refused by ${refused.join(' and ')}`
        : 'registered as a candidate';
    const message = promote ? 'registered and promoted' : candidate;
    await finishRun(client, runId, 'succeeded', { message });
  });
}

async function promoteVersion(
  client: pg.PoolClient,
  marketId: string,
  modelVersionId: string,
  detail: object,
): Promise<void> {
  await client.query(
    `update model_versions set stage = 'retired', retired_at = now()
     where market_id = $1 and stage = 'champion'`,
    [marketId],
  );
  await client.query(
    `update model_versions set stage = 'champion', promoted_at = now(), promoted_by = 'worker'
     where id = $1`,
    [modelVersionId],
  );
  await audit(client, 'model-version.promote', modelVersionId, {
    marketId,
    by: 'training run',
    ...detail,
  });
}

async function audit(
  client: pg.PoolClient,
  action: string,
  entityId: string,
  detail: object,
): Promise<void> {
  await client.query(
    `insert into audit_log (id, actor_kind, actor_id, action, entity_kind, entity_id, detail)
     values ($1, 'system', 'worker', $2, 'model-version', $3, $4::jsonb)`,
    [newId('log'), action, entityId, JSON.stringify(detail)],
  );
}
