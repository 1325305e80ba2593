import { seededRandom } from '@placard/domain';
import type { Dataset, Interaction } from '../replay/import/dataset.ts';
import { KNOWN_FEATURES, type KnownRow, knownRows } from './known-rows.ts';
import { shuffled } from './shuffled.ts';

/** Share of the log by time after which whoever comes is new. */
export const CUT = 0.8;
const HELD_OUT_ITEMS = 0.2;
/** Events of a newcomer that may be told; those after them are judged on, whatever is told. */
export const MOST_EVENTS = 5;

export type Newcomers = {
  /** Before the cut, without held-out items. */
  readonly training: readonly KnownRow[];
  /** After the cut, of newcomers beyond what may be told of them. */
  readonly judged: readonly KnownRow[];
  /** What was told in all, for methods that learn from interactions as such. */
  readonly told: readonly Interaction[];
};

type Part = 'training' | 'judged' | 'told' | 'untold';

/**
 * The rows of a market whose newcomers have `events` events: viewers who came after the cut, or a fifth of the items,
 * of which nothing is told before it. Training rows, and those judged on, are the same for every `events`.
 */
export function newcomers(
  dataset: Dataset,
  who: 'viewers' | 'items',
  events: number,
  seed: number,
): Newcomers {
  const held = heldOutItems(dataset, seed);
  const parts = partsOf(dataset, who, events, held);
  const isTold = (position: number) => parts[position] === 'training' || parts[position] === 'told';
  const rows = knownRows(dataset, {
    titleWords: true,
    teaches: (_, position) => ({
      viewer: isTold(position),
      // What new viewers do goes on counting for known items, as it would in a market that runs.
      item: isTold(position) || (who === 'viewers' && parts[position] === 'judged'),
    }),
  });
  return {
    training: rows.filter((_, position) => parts[position] === 'training'),
    judged: rows
      .filter((_, position) => parts[position] === 'judged')
      .map((row) => (who === 'viewers' && events === 0 ? ofStranger(row) : row)),
    told: dataset.interactions.filter((_, position) => isTold(position)),
  };
}

/** As serving reads a viewer without a profile: nothing but what the request declares. */
function ofStranger(row: KnownRow): KnownRow {
  const values = { ...row.values };
  for (const { name, side } of KNOWN_FEATURES) {
    if (side === 'cross' || (side === 'viewer' && !name.startsWith('viewer-attribute:'))) {
      values[name] = null;
    }
  }
  return { ...row, values };
}

function partsOf(
  { interactions }: Dataset,
  who: 'viewers' | 'items',
  events: number,
  held: ReadonlySet<string>,
): Part[] {
  const cut = Math.floor(interactions.length * CUT);
  const old = new Set(interactions.slice(0, cut).map(({ viewerId }) => viewerId));
  const seen = new Map<string, number>();
  return interactions.map(({ viewerId, itemId }, position): Part => {
    if (position < cut) return held.has(itemId) ? 'untold' : 'training';
    if (who === 'viewers' && held.has(itemId)) return 'untold';
    const isNew = who === 'viewers' ? !old.has(viewerId) : held.has(itemId);
    if (!isNew) return 'told';
    const newcomer = who === 'viewers' ? viewerId : itemId;
    const before = seen.get(newcomer) ?? 0;
    seen.set(newcomer, before + 1);
    if (before >= MOST_EVENTS) return 'judged';
    return before < events ? 'told' : 'untold';
  });
}

function heldOutItems({ items }: Dataset, seed: number): Set<string> {
  const order = shuffled(
    items.map(({ itemId }) => itemId),
    seededRandom(seed),
  );
  return new Set(order.slice(0, Math.round(HELD_OUT_ITEMS * order.length)));
}
