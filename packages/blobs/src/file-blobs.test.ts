import { mkdtemp, readdir, rm, utimes, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Blobs } from './blobs.ts';
import { digestOf } from './digest.ts';
import { createFileBlobs } from './file-blobs.ts';

const bytes = new TextEncoder().encode('a picture of a lantern');
const fileOf = (dir: string, digest: string) => path.join(dir, digest.slice(0, 2), digest);

describe('file blobs', () => {
  let dir: string;
  let blobs: Blobs;

  beforeEach(async () => {
    dir = await mkdtemp(path.join(os.tmpdir(), 'blobs test '));
    blobs = createFileBlobs(dir);
  });
  afterEach(() => rm(dir, { recursive: true, force: true }));

  it('gives back exactly the bytes that were put, under their sha256', async () => {
    const digest = await blobs.put(bytes);
    expect(digest).toBe(digestOf(bytes));
    expect(Buffer.from(await blobs.get(digest))).toEqual(Buffer.from(bytes));
    expect(await blobs.has(digest)).toBe(true);
  });

  it('keeps an empty blob', async () => {
    const digest = await blobs.put(new Uint8Array());
    expect(digest).toBe('e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855');
    expect((await blobs.get(digest)).length).toBe(0);
  });

  it('refuses a missing blob by name', async () => {
    const digest = digestOf(bytes);
    expect(await blobs.has(digest)).toBe(false);
    await expect(blobs.get(digest)).rejects.toMatchObject({ code: 'missing', digest });
  });

  it('never hands out damaged bytes, and heals on the next put', async () => {
    const digest = await blobs.put(bytes);
    await writeFile(fileOf(dir, digest), 'a picture of a lamppost');
    await expect(blobs.get(digest)).rejects.toMatchObject({ code: 'corrupt' });
    await blobs.put(bytes);
    expect(Buffer.from(await blobs.get(digest))).toEqual(Buffer.from(bytes));
  });

  it.each(['', '..', '../../etc/passwd', 'A'.repeat(64), `${'a'.repeat(62)}/.`, 'a'.repeat(63)])(
    'refuses %j as a digest before touching a path',
    async (digest) => {
      await expect(blobs.get(digest)).rejects.toMatchObject({ code: 'malformed-digest' });
      await expect(blobs.has(digest)).rejects.toMatchObject({ code: 'malformed-digest' });
    },
  );

  it('leaves one whole file when many writers put the same bytes at once', async () => {
    const others = Array.from({ length: 20 }, () => createFileBlobs(dir));
    const digests = await Promise.all(others.map((writer) => writer.put(bytes)));
    expect(new Set(digests).size).toBe(1);
    expect(await readdir(path.dirname(fileOf(dir, digestOf(bytes))))).toEqual([digestOf(bytes)]);
  });

  it('leaves nothing behind when the folder cannot be written', async () => {
    const file = path.join(dir, 'not-a-folder');
    await writeFile(file, '');
    await expect(createFileBlobs(file).put(bytes)).rejects.toThrow();
    expect(await readdir(dir)).toEqual(['not-a-folder']);
  });

  describe('a sweep', () => {
    const LONG_AGO = new Date(Date.UTC(2020, 0, 1));
    const YESTERDAY = Date.UTC(2026, 0, 1);
    const putLongAgo = async (text: string) => {
      const digest = await blobs.put(new TextEncoder().encode(text));
      await utimes(fileOf(dir, digest), LONG_AGO, LONG_AGO);
      return digest;
    };

    it('deletes what nobody wants and nobody put for long, and nothing else', async () => {
      const [wanted, unwanted, again] = [
        await putLongAgo('wanted'),
        await putLongAgo('unwanted'),
        await putLongAgo('put again'),
      ];
      const fresh = await blobs.put(bytes);
      await blobs.put(new TextEncoder().encode('put again'));
      await writeFile(path.join(dir, 'notes.txt'), 'of somebody else');
      await writeFile(path.join(dir, unwanted.slice(0, 2), 'notes.txt'), 'of somebody else');
      const swept = await blobs.sweep({ keep: new Set([wanted]), untouchedSinceMs: YESTERDAY });
      expect(swept).toEqual({ blobs: 1, bytes: 'unwanted'.length });
      expect(await blobs.has(unwanted)).toBe(false);
      for (const digest of [wanted, again, fresh]) expect(await blobs.has(digest)).toBe(true);
      expect(await readdir(path.join(dir, unwanted.slice(0, 2)))).toContain('notes.txt');
    });

    it('deletes what a killed writer left', async () => {
      const digest = await blobs.put(bytes);
      const left = `${fileOf(dir, digest)}.0123456789abcdef.partial`;
      await writeFile(left, 'half');
      await utimes(left, LONG_AGO, LONG_AGO);
      const swept = await blobs.sweep({ keep: new Set([digest]), untouchedSinceMs: YESTERDAY });
      expect(swept.blobs).toBe(1);
      expect(await readdir(path.dirname(left))).toEqual([digest]);
    });

    it('of a folder that is not there finds nothing', async () => {
      const none = createFileBlobs(path.join(dir, 'none'));
      const swept = await none.sweep({ keep: new Set(), untouchedSinceMs: YESTERDAY });
      expect(swept).toEqual({ blobs: 0, bytes: 0 });
    });
  });
});
