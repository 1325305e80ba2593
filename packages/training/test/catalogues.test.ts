import { MODEL_KIND_NAMES, MODEL_KINDS } from '@placard/contracts';
import { describe, expect, it } from 'vitest';
import { modelDefinition } from '../src/models/catalogue.ts';
import { SEQUENCE_ENCODERS } from '../src/next-item/encoders/catalogue.ts';
import { findEncoders, findModels } from './catalogues/find-definitions.ts';

// Where one fails, a file was added: pnpm --filter @placard/training write-catalogues
describe('what a file defines can be chosen by its name', () => {
  it('ranking models, under the words that the file says', async () => {
    const models = await findModels();
    expect(MODEL_KINDS).toEqual(models.map(({ definition }) => definition.kind));
    expect(models.length).toBeGreaterThan(20);
    for (const { definition } of models) {
      const kind = MODEL_KINDS.find((one) => one === definition.kind)!;
      expect(modelDefinition(kind)).toBe(definition);
      expect(MODEL_KIND_NAMES[kind]).toEqual(definition.offered);
    }
  });

  it('sequence encoders', async () => {
    const encoders = await findEncoders();
    expect(SEQUENCE_ENCODERS).toEqual(
      Object.fromEntries(encoders.map(({ definition }) => [definition.kind, definition])),
    );
    expect(encoders.length).toBeGreaterThan(5);
  });
});
