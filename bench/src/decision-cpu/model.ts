import type { Hyperparameters, ModelCard, ModelKind } from '@placard/contracts';
import { systemClock } from '@placard/domain';
import { defaultFeatures, loadScorer, type Scorer } from '@placard/ranking';
import { type ArtefactFiles, type TrainingRow, trainModel } from '@placard/training';

export type TrainedArtefact = { readonly files: ArtefactFiles; readonly card: ModelCard };

/** A model of the default size unless told otherwise, with its pre-ranker. */
export async function trainArtefact(
  rows: readonly TrainingRow[],
  hyperparameters: Partial<Hyperparameters> = {},
  modelKind: ModelKind = 'dcn-v2',
): Promise<TrainedArtefact> {
  return trainModel({
    rows,
    featureDefinitions: defaultFeatures({ viewerAttributes: [] }),
    modelKind,
    hyperparameters: { epochs: 3, hiddenShare: 0.05, ...hyperparameters },
    seed: 1,
    threads: 1,
    clock: systemClock,
  });
}

export function loadArtefact({ files }: TrainedArtefact): Promise<Scorer> {
  return loadScorer('mdl_bench', files);
}
