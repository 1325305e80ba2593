/** Of more rows than this, those to train on are streamed from the disk. */
export const ROWS_IN_MEMORY = 500_000;
