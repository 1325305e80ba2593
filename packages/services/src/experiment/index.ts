export { promoteCanary, rollBackCanary, stopExperiment } from './conclude.ts';
export { listExperiments } from './list.ts';
export {
  type ConcludeExperimentInput,
  type ListExperimentsInput,
  listExperimentsInput,
  type StartTrialInput,
  type StopExperimentInput,
  startTrialInput,
  stopExperimentInput,
} from './schemas.ts';
export { startCanary, startShadow } from './start.ts';
