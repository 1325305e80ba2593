import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import {
  ARTEFACT_FILES,
  type ArtefactFile,
  type DataProfile,
  type GateResult,
  type Lineage,
  type ModelCard,
} from '@placard/contracts';
import { loadScorer, type Scorer } from '@placard/ranking';
import {
  type FeatureDefinition,
  type GateEvidence,
  profileData,
  readTestPredictions,
  runGates,
  type TrainingRow,
} from '@placard/training';
import { codeVersion } from './code-version.ts';
import { loadVersion, readChampion } from './load-version.ts';
import { readRowsSince, sampleRows } from './read-rows.ts';
import type { Run } from './run-record.ts';
import type { TrainingParts } from './train-job.ts';

export type Judgement = {
  readonly gates: GateResult[];
  readonly lineage: Lineage;
  readonly profile: DataProfile;
};

const PROFILED_ROWS = 20_000;

/** Runs the gates over a trained artefact, and says where it comes from and what it learnt from. */
export async function judge(
  { pool, blobs }: Pick<TrainingParts, 'pool' | 'blobs'>,
  run: Run,
  card: ModelCard,
  trained: {
    readonly rowsFile: string;
    readonly artefactFolder: string;
    readonly definitions: readonly FeatureDefinition[];
  },
): Promise<Judgement> {
  const { rowsFile, artefactFolder, definitions } = trained;
  const files = await readArtefact(artefactFolder);
  const rows = await readRowsSince(rowsFile, card.dataWindow.splitAtMs);
  const predictions = await readTestPredictions(artefactFolder);
  const champion = await readChampion(pool, run.marketId);
  const loaded = await loadScorer('candidate', files).then(
    (scorer) => ({ scorer }),
    (error: Error) => ({ refusal: error.message }),
  );
  try {
    const gates = await runGates({
      card,
      files,
      rows,
      predictions,
      champion: champion
        ? {
            modelVersionId: champion.modelVersionId,
            seenUntilMs: champion.seenUntilMs,
            heldOutEntropy: champion.heldOutEntropy,
            predictions: await predict(await loadVersion(blobs, champion), rows),
          }
        : null,
      loaded,
      fairnessAttributes: await readFairnessAttributes(pool, run.marketId),
      nowMs: () => performance.now(),
    });
    const profiled = await sampleRows(rowsFile, PROFILED_ROWS);
    return {
      gates,
      lineage: {
        trainingRunId: run.runId,
        codeVersion: await codeVersion(),
        engine: card.engine,
        seed: card.seed,
        modelKind: card.kind,
        featuresDigest: createHash('sha256').update(JSON.stringify(definitions)).digest('hex'),
        featureCount: definitions.length,
        rowsDigest: await digestOfFile(rowsFile),
        dataWindow: { fromMs: card.dataWindow.fromMs, toMs: card.dataWindow.toMs },
        parentVersionId: champion?.modelVersionId ?? null,
      },
      profile: profileData(
        profiled.map(({ values }) => values),
        definitions,
        predictions,
      ),
    };
  } finally {
    if ('scorer' in loaded) await loaded.scorer.dispose();
  }
}

const PAIRS_AT_ONCE = 500;

/** Calibrated click rates of rows; disposes the scorer. */
async function predict(scorer: Scorer, rows: readonly TrainingRow[]): Promise<Float64Array> {
  try {
    const predictions = new Float64Array(rows.length);
    for (let i = 0; i < rows.length; i += PAIRS_AT_ONCE) {
      const some = rows.slice(i, i + PAIRS_AT_ONCE);
      const scores = await scorer.score(some.map(({ values }) => values));
      for (const [j, score] of scores.entries()) predictions[i + j] = score.pCtr;
      await new Promise(setImmediate);
    }
    return predictions;
  } finally {
    await scorer.dispose();
  }
}

async function readArtefact(folder: string): Promise<GateEvidence['files']> {
  const files: Partial<Record<ArtefactFile, Uint8Array>> = {};
  for (const file of ARTEFACT_FILES) files[file] = await readFile(path.join(folder, file));
  return files as GateEvidence['files'];
}

async function readFairnessAttributes(
  pool: TrainingParts['pool'],
  marketId: string,
): Promise<string[]> {
  const { rows } = await pool.query('select fairness_attributes from markets where id = $1', [
    marketId,
  ]);
  return rows[0]?.fairness_attributes ?? [];
}

async function digestOfFile(file: string): Promise<string> {
  const hash = createHash('sha256');
  for await (const chunk of createReadStream(file)) hash.update(chunk as Buffer);
  return hash.digest('hex');
}
