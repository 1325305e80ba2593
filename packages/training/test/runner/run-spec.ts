import { mkdir, mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type TrainingSpec, writeRowsFile } from '../../src/index.ts';
import { SYNTHETIC_FEATURES, syntheticMarket } from '../synthetic-market.ts';

/** A small run in a folder of its own. */
export async function runSpec(): Promise<{ folder: string; spec: TrainingSpec }> {
  const folder = await mkdtemp(join(tmpdir(), 'placard-runner-'));
  await mkdir(join(folder, 'run'));
  const rowsFile = join(folder, 'run', 'rows.jsonl');
  await writeRowsFile(rowsFile, syntheticMarket(3_000, 2));
  return {
    folder,
    spec: {
      rowsFile,
      featureDefinitions: [...SYNTHETIC_FEATURES],
      modelKind: 'dcn-v2',
      hyperparameters: { embeddingDim: 4, hidden: [16], batchSize: 64, epochs: 3 },
      seed: 4,
      threads: 1,
      checkpointFolder: join(folder, 'run', 'checkpoint'),
      artefactFolder: join(folder, 'run', 'artefact'),
    },
  };
}
