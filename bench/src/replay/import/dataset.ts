import { z } from 'zod';

/** A film, product or article; becomes an item with one ad that promotes it. */
export const datasetItemSchema = z.object({
  itemId: z.string().min(1).max(64),
  title: z.string().min(1).max(200),
  description: z.string().max(2000),
  /** Lower-case names; the market's interests are counted by these. */
  categories: z.array(z.string().min(1).max(64)).max(20),
  attributes: z.record(z.string(), z.string()),
});
export type DatasetItem = z.infer<typeof datasetItemSchema>;

export const datasetViewerSchema = z.object({
  viewerId: z.string().regex(/^[\w.:@-]{1,100}$/, 'letters, digits and _ . : @ - only'),
  /** What a publisher could declare of the viewer. */
  attributes: z.record(z.string().max(32), z.string().max(64)),
});
export type DatasetViewer = z.infer<typeof datasetViewerSchema>;

/** One thing shown to one viewer, and whether they took it. */
export type Interaction = {
  readonly viewerId: string;
  readonly itemId: string;
  readonly clicked: boolean;
  readonly atMs: number;
};

/** What the replay needs of a data set. Every viewer and item of an interaction is listed. */
export type Dataset = {
  readonly name: string;
  readonly items: readonly DatasetItem[];
  readonly viewers: readonly DatasetViewer[];
  /** In time order; equal times keep the order of the file. */
  readonly interactions: readonly Interaction[];
};

/** A data set that cannot be read as it should: says where and why. */
export class ImportError extends Error {}

/** Checks every row, sorts interactions by time. @throws ImportError naming the first bad row. */
export function checkedDataset(dataset: Dataset): Dataset {
  const itemIds = distinct(dataset.items, 'item', datasetItemSchema, (item) => item.itemId);
  const viewerIds = distinct(dataset.viewers, 'viewer', datasetViewerSchema, (v) => v.viewerId);
  if (dataset.interactions.length === 0) throw new ImportError('there are no interactions');
  for (const [row, { viewerId, itemId, atMs }] of dataset.interactions.entries()) {
    const fault = !itemIds.has(itemId)
      ? `item ${itemId} is not listed`
      : !viewerIds.has(viewerId)
        ? `viewer ${viewerId} is not listed`
        : !Number.isFinite(atMs) || atMs < 0
          ? `its time is not one: ${atMs}`
          : undefined;
    if (fault) throw new ImportError(`interaction ${row + 1}: ${fault}`);
  }
  return { ...dataset, interactions: dataset.interactions.toSorted((a, b) => a.atMs - b.atMs) };
}

function distinct<T>(
  rows: readonly T[],
  what: string,
  schema: z.ZodType<T>,
  idOf: (row: T) => string,
): Set<string> {
  const ids = new Set<string>();
  for (const [i, row] of rows.entries()) {
    const parsed = schema.safeParse(row);
    if (!parsed.success) {
      throw new ImportError(`${what} ${i + 1}: ${z.prettifyError(parsed.error)}`);
    }
    if (ids.has(idOf(row))) throw new ImportError(`${what} ${idOf(row)} is listed twice`);
    ids.add(idOf(row));
  }
  return ids;
}
