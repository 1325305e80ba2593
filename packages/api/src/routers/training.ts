import {
  cancelTraining,
  getModelVersion,
  getSearchSpace,
  getTrainingRun,
  listDrift,
  listModelVersions,
  listModelVersionsInput,
  listTrainingRuns,
  listTrainingRunsInput,
  modelVersionIdInput,
  promoteModel,
  promoteModelInput,
  rollbackInput,
  rollbackModel,
  searchSpaceInput,
  startTraining,
  startTrainingInput,
  trainBest,
  trainBestInput,
  trainingRunIdInput,
} from '@placard/services';
import { procedure, router } from '../trpc.ts';

export const trainingRouter = router({
  list: procedure.input(listTrainingRunsInput).query(listTrainingRuns),
  get: procedure.input(trainingRunIdInput).query(getTrainingRun),
  start: procedure.input(startTrainingInput).mutation(startTraining),
  cancel: procedure.input(trainingRunIdInput).mutation(cancelTraining),
  searchSpace: procedure.input(searchSpaceInput).query(getSearchSpace),
  trainBest: procedure.input(trainBestInput).mutation(trainBest),
});

export const modelRouter = router({
  list: procedure.input(listModelVersionsInput).query(listModelVersions),
  drift: procedure.input(modelVersionIdInput).query(listDrift),
  get: procedure.input(modelVersionIdInput).query(getModelVersion),
  promote: procedure.input(promoteModelInput).mutation(promoteModel),
  rollback: procedure.input(rollbackInput).mutation(rollbackModel),
});
