import type { Random } from '@placard/domain';
import type { z } from 'zod';
import { checkInteractions, type Interactions } from './interactions.ts';
import type { OnlineForm } from './online-form.ts';

/** A fitted method that orders all items for a viewer. */
export interface Recommender {
  /** [itemCount], larger is better; the viewer's own items are scored like any other. */
  score(viewer: number): Float32Array;
  /** How it serves viewers that act after training; null where it cannot. */
  readonly online: OnlineForm | null;
}

/** A way to recommend, as the catalogue lists it. */
export interface RecommenderMethod {
  readonly title: string;
  readonly paper: string;
  readonly usesChance: boolean;
  /** Throws a ZodError on settings it does not know. */
  fit(interactions: Interactions, options: RecommenderFitOptions): Recommender;
}

export interface RecommenderFitOptions {
  /** Anything left out takes the method's default. */
  readonly settings?: Readonly<Record<string, unknown>>;
  readonly random: Random;
  /** By item: its words (categories, tags, terms), repeated as often as they occur. */
  readonly itemTerms?: readonly (readonly string[])[];
}

export function recommenderMethod<Settings extends z.ZodType>(definition: {
  readonly title: string;
  readonly paper: string;
  readonly usesChance: boolean;
  readonly settings: Settings;
  readonly fit: (
    interactions: Interactions,
    settings: z.output<Settings>,
    context: Omit<RecommenderFitOptions, 'settings'>,
  ) => Recommender;
}): RecommenderMethod {
  const { title, paper, usesChance } = definition;
  return {
    title,
    paper,
    usesChance,
    fit(interactions, { settings = {}, ...context }) {
      checkInteractions(interactions);
      return definition.fit(interactions, definition.settings.parse(settings), context);
    },
  };
}
