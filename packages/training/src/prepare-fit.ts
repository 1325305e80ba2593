import { join } from 'node:path';
import { hyperparametersSchema } from '@placard/contracts';
import { learnFeatureMap } from './dataset/feature-map.ts';
import { prepareRows, type StreamSettings } from './dataset/prepare-rows.ts';
import { presentFeatures } from './dataset/present-features.ts';
import { readDefinitions } from './dataset/read-definitions.ts';
import { ROWS_IN_MEMORY } from './dataset/rows-in-memory.ts';
import { RowsOnDisk } from './dataset/rows-on-disk.ts';
import { splitOnDisk } from './dataset/split-on-disk.ts';
import { StreamError } from './dataset/streamed-rows.ts';
import { splitByTime } from './dataset/time-split.ts';
import { modelDefinition } from './models/catalogue.ts';
import type { TrainModelOptions } from './train-model.ts';
import { definitionsOf } from './transfer/source-model.ts';
import { transferredMap } from './transfer/warm-start.ts';

const DEFAULT_SHARES = { validation: 0.1, test: 0.2 };

/** What a fit needs of its options: slices by time, the features learnt from the earliest, and encoded rows. */
export function prepareFit(options: TrainModelOptions) {
  const definition = modelDefinition(options.modelKind);
  const hyperparameters = hyperparametersSchema.parse({
    ...definition.defaults,
    ...options.hyperparameters,
  });
  const { rows, rowsInMemory = ROWS_IN_MEMORY, shares = DEFAULT_SHARES, testRows } = options;
  const onDisk = rows instanceof RowsOnDisk;
  const split = onDisk
    ? splitOnDisk(rows, shares, Math.floor(rowsInMemory / 2), testRows)
    : splitByTime(rows, shares, testRows);
  const { transfer } = options;
  const featureDefinitions = transfer
    ? definitionsOf(transfer.model)
    : presentFeatures(
        readDefinitions(options.featureDefinitions, hyperparameters),
        split.train,
        new Set(definition.sequenceInputs?.(hyperparameters).map(({ feature }) => feature)),
      );
  const learnt = learnFeatureMap(featureDefinitions, split.train, definition, hyperparameters);
  const uncalibrated = transferredMap(learnt, transfer);
  const prepared = prepareRows({
    map: uncalibrated,
    ...split,
    hyperparameters,
    learnsConversions: definition.scores !== undefined,
    seed: options.seed,
    ...(onDisk && { stream: streamTo(options.checkpointFolder, 'train', rowsInMemory) }),
  });
  return { definition, hyperparameters, split, onDisk, featureDefinitions, uncalibrated, prepared };
}

export function streamTo(
  folder: string | undefined,
  name: string,
  rowsInMemory: number,
): StreamSettings {
  if (!folder) throw new StreamError('rows on the disk are streamed through a checkpoint folder');
  return { file: join(folder, `${name}.rows`), bufferRows: Math.floor(rowsInMemory / 2) };
}
