import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { openStages } from './stages.ts';

const folders: string[] = [];
afterEach(async () => {
  for (const folder of folders.splice(0)) await rm(folder, { recursive: true });
});

async function newFolder(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'placard stages '));
  folders.push(folder);
  return folder;
}

const schema = z.object({ value: z.number() });
const row = z.object({ n: z.number() });

describe('stages', () => {
  it('that are done are read back, those that were cut are done again', async () => {
    const folder = await newFolder();
    const first = await openStages(folder, { seed: 1 });
    expect(await first.run('one', schema, async () => ({ value: 1 }))).toEqual({ value: 1 });
    const cut = first.run('two', schema, async () => {
      throw new Error('cut');
    });
    await expect(cut).rejects.toThrow('cut');

    const again = await openStages(folder, { seed: 1 });
    const notCalled = async () => {
      throw new Error('done before');
    };
    expect(await again.run('one', schema, notCalled)).toEqual({ value: 1 });
    expect(await again.run('two', schema, async () => ({ value: 2 }))).toEqual({ value: 2 });
  });

  it('of other inputs are not trusted', async () => {
    const folder = await newFolder();
    await (await openStages(folder, { seed: 1 })).run('one', schema, async () => ({ value: 1 }));
    const other = await openStages(folder, { seed: 2 });
    expect(await other.run('one', schema, async () => ({ value: 9 }))).toEqual({ value: 9 });
  });

  it('keep long lists line by line, and a list that was only half written counts for nothing', async () => {
    const folder = await newFolder();
    const rows = Array.from({ length: 5000 }, (_, n) => ({ n }));
    const stages = await openStages(folder, 'inputs');
    await writeFile(join(folder, 'rows.ndjson.partial'), '{"key":"x"}\n{"n":1}\n');
    expect(await stages.runLines('rows', row, async () => rows)).toEqual(rows);
    const kept = await openStages(folder, 'inputs');
    expect(
      await kept.runLines('rows', row, async () => {
        throw new Error('done before');
      }),
    ).toEqual(rows);
    const other = await openStages(folder, 'other inputs');
    expect(await other.runLines('rows', row, async () => [{ n: 7 }])).toEqual([{ n: 7 }]);
  });
});
