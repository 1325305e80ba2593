import { createReadStream } from 'node:fs';
import { createInterface } from 'node:readline';
import type { Blobs } from '@placard/blobs';
import {
  ARTEFACT_FILES,
  type ArtefactManifest,
  artefactManifestSchema,
  type EvaluationMetrics,
  type ModelCard,
} from '@placard/contracts';
import { loadScorer } from '@placard/ranking';
import { evaluatePredictions, type TrainingRow, trainingRowSchema } from '@placard/training';
import type pg from 'pg';

/** The baselines that the model does not beat by log loss on the same rows. */
export function baselinesNotBeaten({ metrics, baselines }: ModelCard): string[] {
  return Object.keys(baselines).filter(
    (name) => !(metrics.logLoss < (baselines[name]?.logLoss ?? Number.POSITIVE_INFINITY)),
  );
}

export async function readChampion(
  pool: pg.Pool,
  marketId: string,
): Promise<{ id: string; manifest: ArtefactManifest } | undefined> {
  const { rows } = await pool.query(
    "select id, manifest from model_versions where market_id = $1 and stage = 'champion'",
    [marketId],
  );
  const row = rows[0];
  return row && { id: row.id, manifest: artefactManifestSchema.parse(row.manifest) };
}

const PAIRS_AT_ONCE = 500;

/** The champion's metrics on the candidate's own test rows. @throws when its artefact does not load. */
export async function evaluateChampion(
  blobs: Blobs,
  champion: { readonly id: string; readonly manifest: ArtefactManifest },
  rows: readonly TrainingRow[],
): Promise<EvaluationMetrics> {
  const files = await Promise.all(
    ARTEFACT_FILES.map(async (file) => [file, await blobs.get(champion.manifest[file])] as const),
  );
  const scorer = await loadScorer(
    champion.id,
    Object.fromEntries(files) as Record<(typeof ARTEFACT_FILES)[number], Uint8Array>,
  );
  try {
    const predictions = new Float64Array(rows.length);
    for (let i = 0; i < rows.length; i += PAIRS_AT_ONCE) {
      const some = rows.slice(i, i + PAIRS_AT_ONCE);
      const scores = await scorer.score(some.map(({ values }) => values));
      for (const [j, score] of scores.entries()) predictions[i + j] = score.pCtr;
      await new Promise(setImmediate);
    }
    return evaluatePredictions(predictions, rows);
  } finally {
    await scorer.dispose();
  }
}

/** The exported rows decided at or after `atMs`. */
export async function readRowsSince(rowsFile: string, atMs: number): Promise<TrainingRow[]> {
  const rows: TrainingRow[] = [];
  for await (const line of createInterface({ input: createReadStream(rowsFile) })) {
    if (line === '') continue;
    const row = trainingRowSchema.parse(JSON.parse(line));
    if (row.atMs >= atMs) rows.push(row);
  }
  return rows;
}
