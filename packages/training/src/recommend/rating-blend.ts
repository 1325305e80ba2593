import { z } from 'zod';
import { choleskyInPlace, choleskySolveInPlace } from './cholesky.ts';
import { shuffled } from './factors.ts';
import { selectInteractions } from './interactions.ts';
import { type RatingMethod, type RatingPredictor, ratingMethod } from './rating-method.ts';

export interface RatingBlendMember {
  readonly method: RatingMethod;
  readonly settings?: Readonly<Record<string, unknown>>;
}

/**
 * r(v,i) = w_0 + sum of w_m r_m(v,i): members fitted on part of the ratings, weights by ridge regression on
 * the rest, then members fitted anew on all (stacking: Wolpert, Neural Networks 1992; Breiman, 1996).
 */
export function ratingBlend(members: readonly RatingBlendMember[]): RatingMethod {
  return ratingMethod({
    title: 'Blend',
    paper: 'Breiman, Machine Learning 1996',
    usesChance: true,
    settings: z.strictObject({
      validationShare: z.number().gt(0).lt(1).default(0.1),
      penalty: z.number().positive().default(1),
    }),
    fit(ratings, { validationShare, penalty }, random) {
      const order = shuffled(0, ratings.values.length, random);
      const held = Math.max(1, Math.round(order.length * validationShare));
      const validation = selectInteractions(ratings, order.subarray(0, held));
      // Sorted back: a method that reads ratings in the order given should find it.
      const learning = selectInteractions(ratings, order.subarray(held).sort());
      const fitAll = (from: typeof ratings) =>
        members.map(({ method, settings = {} }) => method.fit(from, { settings, random }));

      const fitted = fitAll(learning);
      const weights = ridge(
        Array.from(validation.values, (_, e) =>
          predictions(fitted, validation.viewers[e]!, validation.items[e]!),
        ),
        validation.values,
        penalty,
      );
      const final = fitAll(ratings);
      return {
        predict: (v, i) => predictions(final, v, i).reduce((sum, x, m) => sum + weights[m]! * x, 0),
      };
    },
  });
}

/** The members' predictions, after the constant 1. */
function predictions(fitted: readonly RatingPredictor[], viewer: number, item: number): number[] {
  return [1, ...fitted.map((member) => member.predict(viewer, item))];
}

/**
 * The w that minimises |X w - y|^2 + penalty |w - w0|^2, where w0 is the plain mean of the members: with few
 * held ratings a blend stays near it. `rows` is X, its first column 1.
 */
export function ridge(
  rows: readonly (readonly number[])[],
  targets: ArrayLike<number>,
  penalty: number,
): Float64Array {
  const n = rows[0]!.length;
  const prior = Float64Array.from({ length: n }, (_, m) => (m === 0 ? 0 : 1 / (n - 1)));
  const gram = new Float64Array(n * n);
  const right = prior.map((w) => penalty * w);
  rows.forEach((row, e) => {
    for (let a = 0; a < n; a++) {
      right[a]! += row[a]! * targets[e]!;
      for (let b = 0; b <= a; b++) gram[a * n + b]! += row[a]! * row[b]!;
    }
  });
  for (let a = 0; a < n; a++) gram[a * n + a]! += penalty;
  choleskyInPlace(gram, n);
  choleskySolveInPlace(gram, n, right);
  return right;
}
