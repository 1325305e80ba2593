import type { DecisionRecord } from '@placard/contracts';
import { type Random, systemClock } from '@placard/domain';
import { defaultFeatures, loadScorer, type Scorer } from '@placard/ranking';
import { type ArtefactFiles, trainModel } from '@placard/training';

/** A DCN-v2 of the default size, trained for one epoch on logged decisions with made-up clicks: for its cost only. */
export async function trainArtefact(
  records: readonly DecisionRecord[],
  random: Random,
): Promise<ArtefactFiles> {
  const rows = records.flatMap(({ winner, viewerKey, decidedAtMs }, i) =>
    winner
      ? [
          {
            atMs: decidedAtMs + i,
            adId: winner.adId,
            viewerKey,
            values: winner.features,
            clicked: random() < 0.2,
            weight: 1,
          },
        ]
      : [],
  );
  const { files } = await trainModel({
    rows,
    featureDefinitions: defaultFeatures({ viewerAttributes: [] }),
    modelKind: 'dcn-v2',
    hyperparameters: { epochs: 1 },
    seed: 1,
    threads: 1,
    clock: systemClock,
  });
  return files;
}

/** The same, loaded. */
export async function trainScorer(
  records: readonly DecisionRecord[],
  random: Random,
): Promise<Scorer> {
  return loadScorer('mdl_bench', await trainArtefact(records, random));
}
