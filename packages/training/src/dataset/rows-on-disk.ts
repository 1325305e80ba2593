import { closeSync, openSync, readSync } from 'node:fs';
import type { RowList } from './row-list.ts';
import { type TrainingRow, trainingRowSchema } from './training-row.ts';

const BLOCK_BYTES = 1 << 20;
/** Rows from one remembered place in the file to the next. */
const STRIDE = 4096;
const NEWLINE = 0x0a;

interface RowsFile {
  readonly path: string;
  /** Byte at which every STRIDE-th row starts. */
  readonly starts: readonly number[];
}

/**
 * The rows of a JSON lines file, or some that follow one another, read a megabyte at a time whenever they are gone
 * through: in memory is one block, and eight bytes for every 4,096 rows. Reading blocks the thread.
 */
export class RowsOnDisk implements RowList {
  readonly #file: RowsFile;
  readonly #from: number;
  readonly length: number;

  private constructor(file: RowsFile, from: number, length: number) {
    this.#file = file;
    this.#from = from;
    this.length = length;
  }

  /** @throws Error with the row's number when one is malformed, or older than the row before it. */
  static open(path: string): RowsOnDisk {
    const starts: number[] = [];
    let count = 0;
    let lastMs = Number.NEGATIVE_INFINITY;
    for (const { line, start } of linesFrom(path, 0)) {
      const { atMs } = parse(path, line, ++count);
      if (atMs < lastMs) {
        throw new Error(
          `${path}: row ${count} is older than the one before: it cannot be streamed`,
        );
      }
      lastMs = atMs;
      if ((count - 1) % STRIDE === 0) starts.push(start);
    }
    return new RowsOnDisk({ path, starts }, 0, count);
  }

  /** Rows `from` to `to` (exclusive), still on the disk. */
  slice(from: number, to = this.length): RowsOnDisk {
    const start = Math.min(Math.max(from, 0), this.length);
    const end = Math.min(Math.max(to, start), this.length);
    return new RowsOnDisk(this.#file, this.#from + start, end - start);
  }

  *[Symbol.iterator](): Generator<TrainingRow, void> {
    if (this.length === 0) return;
    const { path, starts } = this.#file;
    const stride = Math.floor(this.#from / STRIDE);
    let index = stride * STRIDE;
    const end = this.#from + this.length;
    for (const { line } of linesFrom(path, starts[stride]!)) {
      if (index >= this.#from) yield parse(path, line, index + 1);
      if (++index === end) return;
    }
    throw new Error(`${path} became shorter while it was read`);
  }
}

function parse(path: string, line: string, row: number): TrainingRow {
  try {
    return trainingRowSchema.parse(JSON.parse(line));
  } catch (cause) {
    throw new Error(`${path}: row ${row} is malformed`, { cause });
  }
}

/** Lines that are not empty, and the byte at which each starts. */
function* linesFrom(path: string, from: number): Generator<{ line: string; start: number }> {
  const file = openSync(path, 'r');
  try {
    const block = Buffer.allocUnsafe(BLOCK_BYTES);
    let rest: Buffer = Buffer.alloc(0);
    let at = from;
    for (let position = from; ; ) {
      const read = readSync(file, block, 0, BLOCK_BYTES, position);
      if (read === 0) break;
      position += read;
      const bytes = Buffer.concat([rest, block.subarray(0, read)]);
      let start = 0;
      for (let end = bytes.indexOf(NEWLINE); end >= 0; end = bytes.indexOf(NEWLINE, start)) {
        if (end > start) yield { line: bytes.toString('utf8', start, end), start: at + start };
        start = end + 1;
      }
      rest = bytes.subarray(start);
      at += start;
    }
    if (rest.length > 0) yield { line: rest.toString('utf8'), start: at };
  } finally {
    closeSync(file);
  }
}
