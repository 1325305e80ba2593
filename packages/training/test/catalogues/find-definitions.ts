import { readdir } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import type { ModelDefinition } from '../../src/models/model-definition.ts';
import type { SequenceEncoder } from '../../src/next-item/encoders/sequence-encoder.ts';

export interface Found<Definition> {
  /** Beside the catalogue. */
  readonly file: string;
  readonly exportedAs: string;
  readonly definition: Definition;
}

export const MODELS = fileURLToPath(new URL('../../src/models/', import.meta.url));
export const ENCODERS = fileURLToPath(new URL('../../src/next-item/encoders/', import.meta.url));
const CATALOGUES: readonly string[] = ['catalogue.ts', 'every-model.ts'];

/** Ranking models that are offered, by kind: whatever files of the folder export. */
export function findModels(): Promise<Found<OfferedModel>[]> {
  return find(MODELS, isOffered);
}

export function findEncoders(): Promise<Found<SequenceEncoder>[]> {
  return find(ENCODERS, isEncoder);
}

export type OfferedModel = ModelDefinition & Required<Pick<ModelDefinition, 'offered'>>;

function isOffered(value: unknown): value is OfferedModel {
  return isObject(value) && 'embeddingInputs' in value && value.offered !== undefined;
}

function isEncoder(value: unknown): value is SequenceEncoder {
  return isObject(value) && 'encode' in value && 'task' in value;
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && 'kind' in value;
}

async function find<Definition extends { readonly kind: string }>(
  folder: string,
  isOne: (value: unknown) => value is Definition,
): Promise<Found<Definition>[]> {
  const found: Found<Definition>[] = [];
  for (const file of await readdir(folder)) {
    if (!file.endsWith('.ts') || file.endsWith('.test.ts') || CATALOGUES.includes(file)) continue;
    const exported: Record<string, unknown> = await import(`${folder}${file}`);
    for (const [exportedAs, definition] of Object.entries(exported)) {
      if (isOne(definition)) found.push({ file, exportedAs, definition });
    }
  }
  return found.sort((a, b) => (a.definition.kind < b.definition.kind ? -1 : 1));
}
