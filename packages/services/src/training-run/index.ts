export { cancelTraining } from './cancel.ts';
export { continueContests } from './continue-contests.ts';
export { getTrainingRun } from './get.ts';
export { listTrainingRuns } from './list.ts';
export {
  type ListTrainingRunsInput,
  listTrainingRunsInput,
  type SearchSpaceInput,
  type StartTrainingInput,
  searchSpaceInput,
  startTrainingInput,
  type TrainBestInput,
  type TrainingRunIdInput,
  trainBestInput,
  trainingRunIdInput,
} from './schemas.ts';
export { getSearchSpace } from './search-space.ts';
export { startTraining } from './start.ts';
export { trainBest } from './train-best.ts';
