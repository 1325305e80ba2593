import type { EncodedFile } from './encoded-file.ts';

/** Training rows that stay on the disk but for a buffer. */
export interface StreamedRows {
  readonly file: EncodedFile;
  /** Rows in memory at a time, rounded down to whole shards: those among which an order is drawn. */
  readonly bufferRows: number;
  /** 1 counts a conversion as the click it followed; 2 for models that learn conversions. */
  readonly highestLabel: 1 | 2;
}

/** What cannot learn from rows on the disk was asked to. */
export class StreamError extends Error {
  override name = 'StreamError';
}

export function isStreamed(rows: Uint32Array | StreamedRows): rows is StreamedRows {
  return 'file' in rows;
}

/** Positions in memory. @throws StreamError for `learner`, where the rows are on the disk. */
export function inMemory(rows: Uint32Array | StreamedRows, learner: string): Uint32Array {
  if (!isStreamed(rows)) return rows;
  throw new StreamError(`${learner} need their rows in memory: take fewer, or another model`);
}
