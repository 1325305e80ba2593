import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { deflateRawSync } from 'node:zlib';
import { expect, it } from 'vitest';
import { chosenMixture } from './mixtures.ts';
import { readSequences } from './read-sequences.ts';

it('sequences are read by name, and the only set of a folder without one', async () => {
  await inFolder(async (folder) => {
    await writeFile(join(folder, 'Toys.txt'), '1 4 2 3\n2 1 1 5\n');
    await writeFile(join(folder, 'Toys_sample.txt'), '1 9 9 9\n');
    const only = await readSequences(folder, null);
    expect(only).toMatchObject({ set: 'Toys', itemCount: 5 });
    expect(only.sequences).toEqual([Int32Array.of(3, 1, 2), Int32Array.of(0, 0, 4)]);
    await writeFile(join(folder, 'Sports.txt'), '1 1 2\n');
    await expect(readSequences(folder, null)).rejects.toThrow('--set <Sports | Toys>');
    await expect(readSequences(folder, 'Sports')).rejects.toThrow('line 1 is no viewer');
  });
});

it('reviews, zipped or not, become sequences in order of time', async () => {
  const reviews = ['b 3 A', 'a 2 A', 'c 1 A', 'a 1 B'].map((review) => {
    const [asin, unixReviewTime, reviewerID] = review.split(' ');
    return JSON.stringify({ asin, unixReviewTime: Number(unixReviewTime), reviewerID, overall: 5 });
  });
  await inFolder(async (folder) => {
    await writeFile(join(folder, 'Music.json'), reviews.join('\n'));
    await writeFile(join(folder, 'Packed.zip'), zipped('Packed.json', reviews.join('\n')));
    for (const set of ['Music', 'Packed']) {
      const { itemCount, sequences } = await readSequences(folder, set);
      expect({ itemCount, sequences }).toEqual({
        itemCount: 3,
        sequences: [Int32Array.of(2, 1, 0)],
      });
    }
    await writeFile(join(folder, 'Broken.zip'), 'no archive, though long enough to hold one');
    await expect(readSequences(folder, 'Broken')).rejects.toThrow('no zip archive');
  });
});

it('a mixture takes what helps on the cases and leaves out what harms', async () => {
  const constant = (...scores: number[]) => ({
    model: { itemCount: 3, scores: async () => Float32Array.from(scores) },
    scale: 'shares' as const,
  });
  const cases = [{ history: { viewer: 0, items: Int32Array.of() }, target: 1 }];
  const { model, quality, shares } = await chosenMixture(
    [constant(6, 5, 1), constant(8, 1, 1), constant(0, 1, 0)],
    cases,
  );
  expect(quality).toBe(1);
  expect(shares[1]).toBe(0);
  expect(shares[0]! + shares[2]!).toBeCloseTo(1, 12);
  const [first, second] = await model.scores([cases[0]!.history]);
  expect(second).toBeGreaterThan(first!);
});

async function inFolder(use: (folder: string) => Promise<void>): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), 'placard-sequences-'));
  try {
    await use(folder);
  } finally {
    await rm(folder, { recursive: true });
  }
}

function zipped(name: string, text: string): Buffer {
  const packed = deflateRawSync(text);
  const fields = Buffer.alloc(26);
  fields.writeUInt16LE(20, 0);
  fields.writeUInt16LE(8, 4);
  fields.writeUInt32LE(packed.length, 14);
  fields.writeUInt32LE(text.length, 18);
  fields.writeUInt16LE(name.length, 22);
  const local = Buffer.concat([Buffer.from('PK\x03\x04'), fields, Buffer.from(name), packed]);
  const entry = Buffer.concat([
    Buffer.from('PK\x01\x02\x14\x00'),
    fields,
    Buffer.alloc(14),
    Buffer.from(name),
  ]);
  const end = Buffer.alloc(18);
  end.writeUInt16LE(1, 4);
  end.writeUInt16LE(1, 6);
  end.writeUInt32LE(entry.length, 8);
  end.writeUInt32LE(local.length, 12);
  return Buffer.concat([local, entry, Buffer.from('PK\x05\x06'), end]);
}
