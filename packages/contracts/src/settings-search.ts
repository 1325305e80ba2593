import { z } from 'zod';
import { hyperparameterChoicesSchema } from './model-artefact.ts';

/** Settings as a search tries them: plain values, the widths of `hidden` as text such as `128, 64`. */
export const trialSettingsSchema = z.record(z.string(), z.union([z.string(), z.number()]));
export type TrialSettings = z.infer<typeof trialSettingsSchema>;

const WIDTHS = /^\d+(, \d+)*$/;

/** The same as a run takes them. */
export const trialHyperparametersSchema = trialSettingsSchema
  .transform((settings): Record<string, unknown> => {
    const { hidden } = settings;
    if (!WIDTHS.test(String(hidden))) return settings;
    return { ...settings, hidden: String(hidden).split(', ').map(Number) };
  })
  .pipe(z.strictObject(hyperparameterChoicesSchema.shape));

/** Where a setting may lie. A number is drawn evenly, or evenly in its logarithm. */
export const settingRangeSchema = z.discriminatedUnion('kind', [
  z
    .object({
      kind: z.literal('number'),
      low: z.number(),
      high: z.number(),
      log: z.boolean().default(false),
    })
    .refine(({ low, high, log }) => low < high && (!log || low > 0), 'The range is empty.'),
  z.object({
    kind: z.literal('choice'),
    values: z
      .array(z.union([z.string(), z.number()]))
      .min(2)
      .max(12),
  }),
]);
export type SettingRange = z.infer<typeof settingRangeSchema>;

/** Every end and every choice of it is a setting that a run could take. */
export const searchSpaceSchema = z
  .record(z.string(), settingRangeSchema)
  .refine((space) => Object.keys(space).length > 0, 'Choose at least one setting.')
  .superRefine((space, context) => {
    for (const [name, range] of Object.entries(space)) {
      const values = range.kind === 'number' ? [range.low, range.high] : range.values;
      const fits = (value: string | number) =>
        trialHyperparametersSchema.safeParse({ [name]: value }).success;
      if (!values.every(fits)) {
        context.addIssue({ code: 'custom', path: [name], message: 'No model takes such a value.' });
      }
    }
  });
export type SearchSpace = z.infer<typeof searchSpaceSchema>;

/** A search for settings in place of one training: many short trials, of which the hopeless end early. */
export const settingsSearchSchema = z.object({
  space: searchSpaceSchema,
  trials: z.int().min(3).max(300).default(18),
  /** It ends with what is known by then; null goes on to the last trial. */
  minutes: z.number().positive().max(2_880).nullable().default(15),
});
export type SettingsSearch = z.infer<typeof settingsSearchSchema>;

/** `pruned`: others did better on its rung. `broken`: its training failed. `stopped`: the search ended first. */
export const TRIAL_STATES = ['running', 'pruned', 'finished', 'broken', 'stopped'] as const;

export const searchTrialSchema = z.object({
  number: z.int().nonnegative(),
  settings: trialSettingsSchema,
  state: z.enum(TRIAL_STATES),
  /** The least validation log loss on each rung it has climbed; null where training broke down. */
  losses: z.array(z.number().nullable()),
  /** Of its trainings together. */
  seconds: z.number().nonnegative(),
});
export type SearchTrial = z.infer<typeof searchTrialSchema>;
