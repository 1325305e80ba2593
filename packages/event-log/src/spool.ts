import { randomBytes } from 'node:crypto';
import {
  type FileHandle,
  mkdir,
  open,
  readdir,
  readFile,
  rename,
  stat,
  unlink,
} from 'node:fs/promises';
import path from 'node:path';
import { crc32 } from 'node:zlib';
import { systemClock } from '@placard/domain';
import { EventLogUnavailableError } from './errors.ts';

/** An append-only folder of checksummed lines: where records are durable while Postgres is away. */
export type Spool = {
  /** Resolves once the entry survives a power cut. @throws EventLogUnavailableError when it cannot. */
  readonly append: (entry: string) => Promise<void>;
  /** Closes the current segment and returns every segment to replay, oldest first. */
  readonly seal: () => Promise<string[]>;
  /** The whole entries of a segment. `damaged` counts lines that fail their checksum, a torn last line apart. */
  readonly read: (segment: string) => Promise<{ entries: string[]; damaged: number }>;
  readonly remove: (segment: string) => Promise<void>;
  /** Keeps a damaged segment for people, out of the way of replay. */
  readonly setAside: (segment: string) => Promise<void>;
  readonly close: () => Promise<void>;
};

const MAX_BYTES = 1 << 30;
const SEGMENT_BYTES = 16 << 20;

/**
 * Opens the spool in `dir`. Segments carry their owner's process id; those of ended processes are taken over
 * here, once. Taking over renames first and the owner checks its name after each fsync, so that even a
 * mistaken takeover (one folder, two containers, equal ids) loses nothing: the entry is written again.
 */
export async function openSpool(dir: string): Promise<Spool> {
  const owner = `${process.pid}-${randomBytes(6).toString('hex')}`;
  let current: { handle: FileHandle; file: string; inode: number; bytes: number } | undefined;
  let bytes = 0;
  let count = 0;
  let tail: Promise<unknown> = Promise.resolve();
  const serially = <T>(work: () => Promise<T>): Promise<T> => {
    const result = tail.then(work);
    tail = result.catch(() => undefined);
    return result;
  };

  const newName = (atMs: string) =>
    path.join(dir, `${atMs}-${String(count++).padStart(6, '0')}-${owner}.spool`);

  const openSegment = async () => {
    const file = newName(String(systemClock.nowMs()));
    const handle = await open(file, 'ax', 0o600);
    await syncFolder(dir);
    current = { handle, file, inode: (await handle.stat()).ino, bytes: 0 };
    return current;
  };

  const closeSegment = async () => {
    const closing = current;
    current = undefined;
    await closing?.handle.close().catch(() => undefined);
  };

  const write = async (line: string): Promise<void> => {
    if (bytes + line.length > MAX_BYTES) {
      throw new EventLogUnavailableError(`the spool in ${dir} is full (${bytes} bytes)`);
    }
    for (;;) {
      const segment = current ?? (await openSegment());
      try {
        await segment.handle.appendFile(line);
        await segment.handle.datasync();
      } catch (error) {
        // Part of the line may be there: what follows starts a clean segment.
        await closeSegment();
        throw new EventLogUnavailableError('the spool cannot be written', { cause: error });
      }
      bytes += line.length;
      segment.bytes += line.length;
      const there = await stat(segment.file).catch(() => undefined);
      const ours = there?.ino === segment.inode;
      if (!ours || segment.bytes > SEGMENT_BYTES) await closeSegment();
      if (ours) return;
    }
  };

  const takeOver = async () => {
    for (const name of await readdir(dir)) {
      const [, atMs, pid] = NAME.exec(name) ?? [];
      if (!atMs || isRunning(Number(pid))) continue;
      await rename(path.join(dir, name), newName(atMs)).catch(ignoreMissing);
    }
    await syncFolder(dir);
  };

  await mkdir(dir, { recursive: true });
  await takeOver();

  return {
    append: (entry) => serially(() => write(`${checksum(entry)} ${entry}\n`)),
    seal: () =>
      serially(async () => {
        await closeSegment();
        const names = (await readdir(dir)).filter((name) => name.endsWith(`-${owner}.spool`));
        if (names.length === 0) bytes = 0;
        return names.sort().map((name) => path.join(dir, name));
      }),
    async read(segment) {
      const lines = (await readFile(segment, 'utf8')).split('\n');
      lines.pop(); // after the last newline: nothing, or a line that was never acknowledged
      const whole = lines.filter((line) => line.slice(0, 8) === checksum(line.slice(9)));
      return { entries: whole.map((line) => line.slice(9)), damaged: lines.length - whole.length };
    },
    remove: (segment) => unlink(segment).catch(ignoreMissing),
    setAside: (segment) => rename(segment, `${segment}.damaged`).catch(ignoreMissing),
    close: () => serially(closeSegment),
  };
}

function checksum(entry: string): string {
  return crc32(entry).toString(16).padStart(8, '0');
}

const NAME = /^(\d+)-\d+-(\d+)-[0-9a-f]+\.spool$/;

function isRunning(pid: number): boolean {
  // Our own id on a segment we did not make is a former process that had it: containers start at 1 again.
  if (pid === process.pid) return false;
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return !(error instanceof Error && 'code' in error && error.code === 'ESRCH');
  }
}

function ignoreMissing(error: unknown): void {
  if (!(error instanceof Error && 'code' in error && error.code === 'ENOENT')) throw error;
}

/** A new name must survive a power cut too; platforms that cannot sync a folder order it by themselves. */
async function syncFolder(dir: string): Promise<void> {
  const handle = await open(dir, 'r').catch(() => undefined);
  await handle?.sync().catch(() => undefined);
  await handle?.close();
}
