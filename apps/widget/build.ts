import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';

const here = path.dirname(fileURLToPath(import.meta.url));

/** Bundles the widget into one classic script and returns its text; `outfile` is where it also goes. */
export async function buildWidget(outfile?: string): Promise<string> {
  const result = await build({
    entryPoints: [path.join(here, 'src/main.ts')],
    bundle: true,
    minify: true,
    format: 'iife',
    target: 'es2020',
    legalComments: 'none',
    ...(outfile ? { outfile } : {}),
    write: outfile !== undefined,
  });
  return result.outputFiles?.[0]?.text ?? '';
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  await buildWidget(path.join(here, 'dist/widget.js'));
}
