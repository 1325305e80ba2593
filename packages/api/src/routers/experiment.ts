import {
  listExperiments,
  listExperimentsInput,
  startCanary,
  startShadow,
  startTrialInput,
  stopExperiment,
  stopExperimentInput,
} from '@placard/services';
import { procedure, router } from '../trpc.ts';

export const experimentRouter = router({
  list: procedure.input(listExperimentsInput).query(listExperiments),
  startShadow: procedure.input(startTrialInput).mutation(startShadow),
  startCanary: procedure.input(startTrialInput).mutation(startCanary),
  stop: procedure.input(stopExperimentInput).mutation(stopExperiment),
});
