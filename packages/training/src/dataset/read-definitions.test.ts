import { hyperparametersSchema } from '@placard/contracts';
import { expect, it } from 'vitest';
import { readDefinitions } from './read-definitions.ts';

const definitions = [
  { name: 'viewer-attribute:age', side: 'viewer', kind: 'categorical' },
  { name: 'viewer-ctr', side: 'viewer', kind: 'numeric' },
  { name: 'ad-ctr', side: 'ad', kind: 'numeric' },
] as const;

it('leaves out what viewers declare when a run says so, and nothing else', () => {
  const read = (settings: object) =>
    readDefinitions(definitions, hyperparametersSchema.parse(settings)).map(({ name }) => name);
  expect(read({})).toEqual(definitions.map(({ name }) => name));
  expect(read({ declaredAttributes: 'left-out' })).toEqual(['viewer-ctr', 'ad-ctr']);
});
