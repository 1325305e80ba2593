import { hyperparameterChoicesSchema } from '@placard/contracts';
import { expect, test } from 'vitest';
import { hyperparametersOf, SETTING_DEFAULTS, settingsSchema } from './training-settings.ts';

test('what is left empty is left to the model, and the rest fits what a run may ask for', () => {
  expect(hyperparametersOf(SETTING_DEFAULTS)).toEqual({});
  const typed = settingsSchema.parse({
    ...SETTING_DEFAULTS,
    ...{ hidden: '256 × 64', l2: '0.0001', normalisation: 'layer', epochs: ' 3 ' },
  });
  const asked = { hidden: [256, 64], l2: 0.0001, normalisation: 'layer', epochs: 3 };
  expect(hyperparametersOf(typed)).toEqual(asked);
  expect(hyperparameterChoicesSchema.parse(hyperparametersOf(typed))).toEqual(asked);
});

test('what no model could use is refused', () => {
  const refused = (patch: object) =>
    !settingsSchema.safeParse({ ...SETTING_DEFAULTS, ...patch }).success;
  expect(refused({ epochs: '0' })).toBe(true);
  expect(refused({ epochs: '1.5' })).toBe(true);
  expect(refused({ hidden: 'wide' })).toBe(true);
  expect(refused({ dropout: '1' })).toBe(true);
  expect(refused({ l2: '-1' })).toBe(true);
});
