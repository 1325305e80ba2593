import type { Random } from '@placard/domain';
import type { z } from 'zod';
import { checkInteractions, type Interactions } from './interactions.ts';

/** A fitted method that says what a viewer would rate an item. */
export interface RatingPredictor {
  /** On the scale of the ratings it was fitted on. */
  predict(viewer: number, item: number): number;
}

/** A way to predict ratings, as the catalogue lists it. */
export interface RatingMethod {
  readonly title: string;
  readonly paper: string;
  /** Whether two seeds give two results. */
  readonly usesChance: boolean;
  /** Throws a ZodError on settings it does not know. Predictions keep to the range of `ratings`. */
  fit(ratings: Interactions, options: FitOptions): RatingPredictor;
}

export interface FitOptions {
  /** Anything left out takes the method's default. */
  readonly settings?: Readonly<Record<string, unknown>>;
  readonly random: Random;
}

export function ratingMethod<Settings extends z.ZodType>(definition: {
  readonly title: string;
  readonly paper: string;
  readonly usesChance: boolean;
  readonly settings: Settings;
  readonly fit: (
    ratings: Interactions,
    settings: z.output<Settings>,
    random: Random,
  ) => RatingPredictor;
}): RatingMethod {
  const { title, paper, usesChance } = definition;
  return {
    title,
    paper,
    usesChance,
    fit(ratings, { settings = {}, random }) {
      checkInteractions(ratings);
      const fitted = definition.fit(ratings, definition.settings.parse(settings), random);
      const [lowest, highest] = rangeOf(ratings.values);
      return {
        predict: (viewer, item) =>
          Math.min(highest, Math.max(lowest, fitted.predict(viewer, item))),
      };
    },
  };
}

function rangeOf(values: Float32Array): [number, number] {
  let lowest = Infinity;
  let highest = -Infinity;
  for (const value of values) {
    lowest = Math.min(lowest, value);
    highest = Math.max(highest, value);
  }
  return [lowest, highest];
}
