import { z } from 'zod';
import {
  type Gaussian,
  gaussianSchema,
  gaussianState,
  restoreGaussian,
  sphericalGaussian,
} from './gaussian.ts';
import { learnLogistic, predictLogistic } from './logistic-posterior.ts';

export const bayesianLastLayerStateSchema = z.object({
  kind: z.literal('bayesian-last-layer'),
  belief: gaussianSchema,
});
export type BayesianLastLayerState = z.infer<typeof bayesianLastLayerStateSchema>;

/** What moves between two trainings of a deep model. */
export interface BayesianLastLayer {
  readonly belief: Gaussian;
  /** [1, logit, extras]: what the weights stand for. */
  features(logit: number, extras?: ArrayLike<number>): Float64Array;
  predict(features: ArrayLike<number>): number;
  learn(features: ArrayLike<number>, clicked: boolean, importance?: number): void;
  state(): BayesianLastLayerState;
}

/**
 * A Gaussian belief over a last logistic layer above a trained model's logit and `extraCount` further features
 * (an embedding, an ad's indicator), so that it learns by the event and knows how sure it is (Riquelme, Tucker and
 * Snoek, ICLR 2018, "neural linear"). Begins as the model itself: weight 1 on the logit, 0 elsewhere.
 */
export function createBayesianLastLayer(
  options:
    | { readonly extraCount: number; readonly priorVariance?: number }
    | BayesianLastLayerState,
): BayesianLastLayer {
  const belief = 'belief' in options ? restoreGaussian(options.belief) : prior(options);
  const width = belief.mean.length;
  return {
    belief,
    features: (logit, extras = []) => {
      if (extras.length !== width - 2) {
        throw new RangeError(`${extras.length} extra features where ${width - 2} belong`);
      }
      const features = new Float64Array(width);
      features[0] = 1;
      features[1] = logit;
      features.set(extras, 2);
      return features;
    },
    predict: (features) => predictLogistic(belief, features),
    learn: (features, clicked, importance) => learnLogistic(belief, features, clicked, importance),
    state: () => ({
      kind: 'bayesian-last-layer',
      belief: gaussianState(belief),
    }),
  };
}

function prior(options: {
  readonly extraCount: number;
  readonly priorVariance?: number;
}): Gaussian {
  const mean = new Float64Array(2 + options.extraCount);
  mean[1] = 1;
  return sphericalGaussian(mean, options.priorVariance ?? 0.1);
}
