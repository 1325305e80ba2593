export { cancelTraining } from './cancel.ts';
export { continueContests } from './continue-contests.ts';
export { getTrainingRun } from './get.ts';
export { listTrainingRuns } from './list.ts';
export {
  type ListTrainingRunsInput,
  listTrainingRunsInput,
  type StartTrainingInput,
  startTrainingInput,
  type TrainingRunIdInput,
  trainingRunIdInput,
} from './schemas.ts';
export { startTraining } from './start.ts';
