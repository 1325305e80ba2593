import type {
  FeatureValues,
  OnlineReading,
  Predictor,
  ServedOnlineState,
} from '@placard/contracts';
import { correctedRate } from '../calibration/online-correction.ts';
import { onlineInput } from './online-features.ts';
import { loadLearner } from './served-learner.ts';

/**
 * The click rate of a logged decision once more, bit for bit, from what was logged and the online state that it
 * names (null where it names none).
 * @throws Error when the state is another.
 */
export function servedRate(
  logged: {
    readonly predictor: Predictor;
    readonly online: OnlineReading;
    readonly features: FeatureValues;
  },
  state: ServedOnlineState | null,
): number {
  const { predictor, online, features } = logged;
  if (online.stateVersion !== state?.version) {
    throw new Error(
      `the decision names online state ${online.stateVersion}, not ${state?.version}`,
    );
  }
  const learner = state?.learner && loadLearner(state.learner);
  if (learner && learner.policy === online.policy) {
    return learner.rateOf(onlineInput(features), online.modelPCtr).rate;
  }
  if (predictor.kind !== 'model') return online.modelPCtr;
  return correctedRate(state?.corrections[predictor.modelVersionId], online.modelPCtr);
}
