import type { EncodedSequence } from '../../dataset/training-data.ts';
import type { BatchCells } from './batch-rows.ts';
import { type EmbeddingTables, gatherEmbeddings } from './embedding-tables.ts';

/** One sequence input of a batch: its rows, what they hold and how that should change. Buffers are reused. */
export class SequenceBatch {
  readonly sequence: EncodedSequence;
  /** [batch, length]: 1 where there is a value. */
  readonly mask: Float32Array;
  /** [batch, length, dim]. */
  readonly values: Float32Array;
  readonly gradient: Float32Array;
  readonly cells: BatchCells;
  readonly #embedding: EmbeddingTables;
  readonly #firstRow: number;

  /** @throws Error when no embedding input has the tables that the sequence reads. */
  constructor(
    sequence: EncodedSequence,
    embeddings: readonly EmbeddingTables[],
    batchSize: number,
  ) {
    const { spec, tableIndex } = sequence;
    const embedding = embeddings.find((candidate) => candidate.spec.input === spec.embedding);
    if (!embedding) throw new Error(`sequence ${spec.input}: no embedding input ${spec.embedding}`);
    const { dim } = embedding.spec;
    const places = batchSize * spec.length;
    this.sequence = sequence;
    this.mask = new Float32Array(places);
    this.values = new Float32Array(places * dim);
    this.gradient = new Float32Array(places * dim);
    this.cells = { rows: new Int32Array(places), offsets: null };
    this.#embedding = embedding;
    this.#firstRow =
      (embedding.tables[tableIndex]!.byteOffset - embedding.stacked.byteOffset) /
      (dim * Float32Array.BYTES_PER_ELEMENT);
  }

  /** Places in a batch of `size` rows. */
  count(size: number): number {
    return size * this.sequence.spec.length;
  }

  load(positions: Uint32Array): void {
    const { spec, rows } = this.sequence;
    const { length } = spec;
    let to = 0;
    for (let b = 0; b < positions.length; b++) {
      const from = positions[b]! * length;
      for (let place = 0; place < length; place++, to++) {
        const row = rows[from + place]!;
        this.mask[to] = row < 0 ? 0 : 1;
        this.cells.rows[to] = row < 0 ? row : this.#firstRow + row;
      }
    }
    gatherEmbeddings(this.#embedding, this.cells, to, this.values);
  }
}

/** The sequences that a model asked for, out of those the rows have. */
export function sequenceBatches(
  data: { readonly sequences?: readonly EncodedSequence[] },
  wanted: readonly { readonly spec: { readonly input: string } }[],
  embeddings: readonly EmbeddingTables[],
  batchSize: number,
): SequenceBatch[] {
  return wanted.map(({ spec: { input } }) => {
    const sequence = data.sequences?.find((candidate) => candidate.spec.input === input);
    if (!sequence) throw new Error(`the rows have no sequence ${input}`);
    return new SequenceBatch(sequence, embeddings, batchSize);
  });
}
