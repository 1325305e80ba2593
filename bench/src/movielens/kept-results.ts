import { mkdir, readFile, rename, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';

export type Figures = Readonly<Record<string, number>>;

/** Runs a measurement once: its figures are kept in `file` under `key`, and read from there the next time. */
export async function keptResults(file: string) {
  const text = await readFile(file, 'utf8').catch(() => '{}');
  const kept: Record<string, Figures> = JSON.parse(text);
  return async (key: string, measure: () => Figures): Promise<Figures> => {
    const before = kept[key];
    if (before) return before;
    const figures = measure();
    kept[key] = figures;
    await mkdir(dirname(file), { recursive: true });
    await writeFile(`${file}.part`, JSON.stringify(kept, null, 1));
    await rename(`${file}.part`, file);
    return figures;
  };
}
