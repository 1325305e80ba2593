import type { Blobs } from '@placard/blobs';
import {
  ARTEFACT_FILES,
  type ArtefactFile,
  artefactManifestSchema,
  type DecisionExplanation,
  type FeatureValues,
} from '@placard/contracts';
import { loadScorer, type Scorer } from '@placard/ranking';
import { AttentionError, type AttentionReader, openAttention } from '@placard/training';
import type pg from 'pg';

type ShownAttention = Pick<DecisionExplanation, 'attention' | 'attentionProblem'>;

/** A version as an explanation needs it. */
export type ExplainedVersion = {
  readonly scorer: Scorer;
  /** What it weighs in a pair that it gives this logit: nothing for a model without attention. */
  readonly attentionOf: (values: FeatureValues, logit: number) => Promise<ShownAttention>;
  readonly dispose: () => Promise<void>;
};

/** Loads a registered version. @throws when there is none, or its artefact is refused. */
export async function loadExplained(
  pool: pg.Pool,
  blobs: Blobs,
  modelVersionId: string,
): Promise<ExplainedVersion> {
  const { rows } = await pool.query('select manifest from model_versions where id = $1', [
    modelVersionId,
  ]);
  if (rows.length === 0) throw new Error(`no model version ${modelVersionId}`);
  const manifest = artefactManifestSchema.parse(rows[0].manifest);
  const entries = await Promise.all(
    ARTEFACT_FILES.map(async (file) => [file, await blobs.get(manifest[file])] as const),
  );
  const files = Object.fromEntries(entries) as Record<ArtefactFile, Uint8Array>;
  const scorer = await loadScorer(modelVersionId, files);
  let reader: AttentionReader | null = null;
  let problem: string | undefined;
  try {
    reader = await openAttention(files);
  } catch (error) {
    if (!(error instanceof AttentionError)) {
      await scorer.dispose();
      throw error;
    }
    problem = error.message;
  }
  return {
    scorer,
    attentionOf: async (values, logit) => {
      if (problem) return { attentionProblem: problem };
      if (!reader) return {};
      try {
        return { attention: await reader.read(values, logit) };
      } catch (error) {
        if (!(error instanceof AttentionError)) throw error;
        return { attentionProblem: error.message };
      }
    },
    dispose: async () => {
      await reader?.dispose();
      await scorer.dispose();
    },
  };
}
