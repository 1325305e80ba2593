import { createFileBlobs } from '@placard/blobs';
import { ARTEFACT_FILES, type Hyperparameters, type ModelKind } from '@placard/contracts';
import type { Id } from '@placard/domain';
import { loadScorer, type Scorer } from '@placard/ranking';
import { getModelVersion, type ServiceContext } from '@placard/services';

/**
 * Chosen on four successive time slices inside the first 80 % of MovieLens-100K, never on what the table
 * reports. Logistic regression has settings of its own: a handicapped baseline proves nothing.
 */
export const SETTINGS: Readonly<Record<'logistic-regression' | 'deep', Partial<Hyperparameters>>> =
  {
    'logistic-regression': { embeddingLearningRate: 0.1, epochs: 30, patienceEpochs: 2 },
    deep: {
      embeddingDim: 8,
      embeddingLearningRate: 0.02,
      batchSize: 256,
      epochs: 6,
      hiddenShare: 0.6,
    },
  };

/** Deep models share what was chosen for DCN-v2; trees have their own defaults. */
export function settingsOf(kind: ModelKind): Partial<Hyperparameters> {
  if (kind === 'boosted-trees') return {};
  return SETTINGS[kind === 'logistic-regression' ? kind : 'deep'];
}

/** The scorer of a registered model version, from the same bytes that the ad-server loads. */
export async function loadRegistered(
  ctx: ServiceContext,
  modelVersionId: Id<'mdl'>,
  blobsDir: string,
): Promise<Scorer> {
  const { manifest } = await getModelVersion({ ctx, input: { modelVersionId } });
  const blobs = createFileBlobs(blobsDir);
  const files = await Promise.all(
    ARTEFACT_FILES.map(async (file) => [file, await blobs.get(manifest[file])] as const),
  );
  return loadScorer(
    modelVersionId,
    Object.fromEntries(files) as Record<(typeof ARTEFACT_FILES)[number], Uint8Array>,
  );
}

const PAIRS_AT_ONCE = 1_000;

/** Calibrated click rates of pairs, in order. */
export async function clickRates(
  scorer: Scorer,
  pairs: Parameters<Scorer['score']>[0],
): Promise<Float64Array> {
  const rates = new Float64Array(pairs.length);
  for (let at = 0; at < pairs.length; at += PAIRS_AT_ONCE) {
    const scores = await scorer.score(pairs.slice(at, at + PAIRS_AT_ONCE));
    for (const [i, { pCtr }] of scores.entries()) rates[at + i] = pCtr;
  }
  return rates;
}
