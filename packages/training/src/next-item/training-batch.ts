import type { Random } from '@placard/domain';
import type { Segment } from './pack-sequences.ts';
import { RowBatch } from './row-batch.ts';
import { type SequenceShape, targetsPerRow } from './sequence-graph.ts';

/** Packed rows with what is to be predicted in them. Buffers are reused from step to step. */
export class TrainingBatch {
  readonly rows: RowBatch;
  readonly perRow: number;
  /** Item to be predicted, [rows x targets per row]; -1 where there is none. */
  readonly targets: Int32Array;
  readonly weights: Float32Array;
  /** [rows, targets per row, T]: which position predicts each target of a masked batch. */
  readonly pick: Float32Array;
  readonly #shape: SequenceShape;

  constructor(shape: SequenceShape) {
    const { encoder, settings } = shape;
    const { maxLength, rowsPerBatch } = settings;
    this.#shape = shape;
    this.perRow = targetsPerRow(shape);
    this.rows = new RowBatch(rowsPerBatch, maxLength, encoder.task === 'masked');
    this.targets = new Int32Array(rowsPerBatch * this.perRow);
    this.weights = new Float32Array(rowsPerBatch * this.perRow);
    this.pick = new Float32Array(
      encoder.task === 'masked' ? rowsPerBatch * this.perRow * maxLength : 0,
    );
  }

  load(
    rows: readonly (readonly Segment[])[],
    sequences: readonly Int32Array[],
    random: Random,
  ): void {
    this.rows.clear();
    this.targets.fill(-1);
    this.weights.fill(0);
    this.pick.fill(0);
    rows.forEach((segments, row) => {
      let used = 0;
      for (const segment of segments) {
        const sequence = sequences[segment.sequence]!;
        this.rows.place(row, segment);
        if (this.#shape.encoder.task === 'next') this.#predictNext(row, segment, sequence);
        else used = this.#hide(row, used, segment, sequence, random);
      }
    });
  }

  /** The segment shows all but the last item; each position predicts the one after it. */
  #predictNext(row: number, { length, start }: Segment, sequence: Int32Array): void {
    const from = sequence.length - length - 1;
    const at = row * this.perRow + start;
    this.rows.items.set(sequence.subarray(from, from + length), at);
    this.targets.set(sequence.subarray(from + 1), at);
    this.weights.fill(1, at, at + length);
  }

  #hide(
    row: number,
    used: number,
    { length, start }: Segment,
    sequence: Int32Array,
    random: Random,
  ): number {
    const { lastOnlyShare, maskShare, maxLength } = this.#shape.settings;
    const from = sequence.length - length;
    const lastOnly = random() < lastOnlyShare;
    // A sequence with nothing hidden teaches nothing.
    const always = lastOnly ? length - 1 : Math.floor(random() * length);
    let next = used;
    for (let i = 0; i < length; i++) {
      const hidden = i === always || (!lastOnly && random() < maskShare);
      const at = row * maxLength + start + i;
      const item = sequence[from + i]!;
      if (hidden && next < this.perRow) {
        const slot = row * this.perRow + next++;
        this.rows.masked[at] = 1;
        this.targets[slot] = item;
        this.weights[slot] = 1;
        this.pick[slot * maxLength + start + i] = 1;
      } else {
        this.rows.items[at] = item;
      }
    }
    return next;
  }
}
