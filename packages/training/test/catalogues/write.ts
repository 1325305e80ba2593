import { execFile } from 'node:child_process';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { ENCODERS, type Found, findEncoders, findModels, MODELS } from './find-definitions.ts';

// Writes what is chosen from by name, from the files that define it: pnpm --filter @placard/training write-catalogues

const HEADER =
  '// Written by `pnpm --filter @placard/training write-catalogues` from the files that define them.\n';
const root = fileURLToPath(new URL('../../../../', import.meta.url));

const imports = (found: readonly Found<unknown>[]) =>
  found.map(({ file, exportedAs }) => `import { ${exportedAs} } from './${file}';`).join('\n');
const record = (found: readonly Found<{ readonly kind: string }>[]) =>
  found
    .map(({ exportedAs, definition: { kind } }) =>
      kind === exportedAs ? `${kind},` : `'${kind}': ${exportedAs},`,
    )
    .join('\n');

const models = await findModels();
const encoders = await findEncoders();
const kinds = models.map(({ definition: { kind, offered } }) => ({ kind, ...offered }));

const files: readonly (readonly [string, string])[] = [
  [
    join(root, 'packages/contracts/src/model-kinds.ts'),
    `export const MODEL_KINDS = [${kinds.map(({ kind }) => `'${kind}'`).join(', ')}] as const;
export type ModelKind = (typeof MODEL_KINDS)[number];

/** As people choose them. */
export const MODEL_KIND_NAMES: Readonly<
  Record<ModelKind, { readonly label: string; readonly hint: string }>
> = ${JSON.stringify(Object.fromEntries(kinds.map(({ kind, ...name }) => [kind, name])))};
`,
  ],
  [
    join(MODELS, 'every-model.ts'),
    `import type { ModelKind } from '@placard/contracts';
import type { ModelDefinition } from './model-definition.ts';
${imports(models)}

export const EVERY_MODEL: Readonly<Record<ModelKind, ModelDefinition>> = {${record(models)}};
`,
  ],
  [
    join(ENCODERS, 'catalogue.ts'),
    `import type { SequenceEncoder } from './sequence-encoder.ts';
${imports(encoders)}

/** Every sequence encoder by its name. */
export const SEQUENCE_ENCODERS = {${record(encoders)}} as const satisfies Readonly<Record<string, SequenceEncoder>>;

export type SequenceEncoderName = keyof typeof SEQUENCE_ENCODERS;
`,
  ],
];
for (const [path, text] of files) await writeFile(path, HEADER + text);
const written = files.map(([path]) => path);
await promisify(execFile)(join(root, 'node_modules/.bin/biome'), ['check', '--write', ...written], {
  cwd: root,
});
console.log(`${models.length} kinds of model, ${encoders.length} sequence encoders`);
