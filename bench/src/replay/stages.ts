import { createHash } from 'node:crypto';
import { createReadStream, createWriteStream, existsSync } from 'node:fs';
import { mkdir, readFile, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { z } from 'zod';

/** Results of stages that are done, in a folder: what was cut goes on from the last one. */
export type Stages = {
  /** The stage's result: read back when it was made from the same inputs, else computed and kept. */
  run<T>(name: string, schema: z.ZodType<T>, compute: () => Promise<T>): Promise<T>;
  /** The same for a long list, a line each. */
  runLines<T>(
    name: string,
    schema: z.ZodType<T>,
    compute: () => Promise<readonly T[]>,
  ): Promise<T[]>;
};

/** `inputs` is all that results depend on: data, options. Results of other inputs are overwritten. */
export async function openStages(folder: string, inputs: unknown): Promise<Stages> {
  await mkdir(folder, { recursive: true });
  const key = createHash('sha256').update(JSON.stringify(inputs)).digest('hex');
  const headerSchema = z.object({ key: z.literal(key) });
  return {
    run: async (name, schema, compute) => {
      const path = join(folder, `${name}.json`);
      if (existsSync(path)) {
        const kept = z.object({ key: z.string(), result: z.unknown() });
        const { result, ...header } = kept.parse(JSON.parse(await readFile(path, 'utf8')));
        if (headerSchema.safeParse(header).success) return schema.parse(result);
      }
      const result = await compute();
      await writeFile(`${path}.partial`, JSON.stringify({ key, result }));
      await rename(`${path}.partial`, path);
      return result;
    },
    runLines: async <T>(
      name: string,
      schema: z.ZodType<T>,
      compute: () => Promise<readonly T[]>,
    ) => {
      const path = join(folder, `${name}.ndjson`);
      if (existsSync(path)) {
        const kept: T[] = [];
        let isHeader = true;
        for await (const line of createInterface({ input: createReadStream(path) })) {
          const value: unknown = JSON.parse(line);
          if (!isHeader) kept.push(schema.parse(value));
          else if (!headerSchema.safeParse(value).success) break;
          isHeader = false;
        }
        if (kept.length > 0) return kept;
      }
      const result = await compute();
      const lines = function* () {
        yield `${JSON.stringify({ key })}\n`;
        for (const one of result) yield `${JSON.stringify(one)}\n`;
      };
      await pipeline(Readable.from(lines()), createWriteStream(`${path}.partial`));
      await rename(`${path}.partial`, path);
      return [...result];
    },
  };
}
