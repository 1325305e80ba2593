import { type Hyperparameters, hyperparametersSchema } from '@placard/contracts';
import { z } from 'zod';

const DEFAULTS = hyperparametersSchema.parse({});

/** A number as typed; empty leaves the choice to the model. */
const optional = (least: number, most: number, isWhole = false) =>
  z
    .string()
    .trim()
    .refine(
      (text) => {
        const value = Number(text);
        const fits = value >= least && value <= most && (!isWhole || Number.isInteger(value));
        return text === '' || fits;
      },
      `From ${least} to ${most}${isWhole ? ', whole' : ''}, or empty.`,
    );

/** The settings of a model as a form has them: text, and empty for the model's own default. */
export const settingsSchema = z.object({
  epochs: optional(1, 1_000, true),
  batchSize: optional(1, 99_999, true),
  learningRate: optional(1e-8, 1),
  hidden: z
    .string()
    .trim()
    .regex(/^(\d{1,4}([,\s×x]+\d{1,4}){0,7})?$/, 'Widths, such as 128, 64, or empty.'),
  embeddingDim: optional(1, 256, true),
  l2: optional(0, 1),
  embeddingL2: optional(0, 1),
  dropout: optional(0, 0.9),
  normalisation: z.string(),
});
export type TrainingSettings = z.infer<typeof settingsSchema>;

export const SETTING_DEFAULTS: TrainingSettings = {
  ...{ epochs: '', batchSize: '', learningRate: '', hidden: '', embeddingDim: '' },
  ...{ l2: '', embeddingL2: '', dropout: '', normalisation: '' },
};

/** What stands where nothing is typed: most models', some have their own. */
export const USUAL: Readonly<Record<keyof TrainingSettings, string>> = {
  epochs: String(DEFAULTS.epochs),
  batchSize: String(DEFAULTS.batchSize),
  learningRate: String(DEFAULTS.learningRate),
  hidden: DEFAULTS.hidden.join(', '),
  embeddingDim: String(DEFAULTS.embeddingDim),
  l2: String(DEFAULTS.l2),
  embeddingL2: 'as above',
  dropout: String(DEFAULTS.dropout),
  normalisation: DEFAULTS.normalisation,
};

export const NORMALISATIONS = hyperparametersSchema.shape.normalisation.unwrap().options;

/** Only what was said: a model has defaults of its own for the rest. */
export function hyperparametersOf(settings: TrainingSettings): Partial<Hyperparameters> {
  const { hidden, normalisation, ...numbers } = settings;
  const chosen: Partial<Hyperparameters> = {};
  for (const key of Object.keys(SETTING_DEFAULTS) as (keyof typeof numbers)[]) {
    const text = numbers[key];
    if (text) chosen[key] = Number(text);
  }
  const widths = hidden.match(/\d+/g);
  if (widths) chosen.hidden = widths.map(Number);
  const kind = NORMALISATIONS.find((each) => each === normalisation);
  if (kind) chosen.normalisation = kind;
  return chosen;
}
