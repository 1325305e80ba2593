import { createHash } from 'node:crypto';
import { type BehaviourEvent, behaviourEventSchema } from '@placard/contracts';
import { parseTime } from './parse-time.ts';
import type { SourceRow } from './read-source.ts';

/** Why a row was left out, or how it was mended; what was sent as it came is not counted here. */
export type CleaningCount = Record<string, number>;

export type Cleaner = {
  /** The rows that are fit to send, mended where needed. Repeats within the whole source are left out. */
  clean(rows: readonly SourceRow[]): BehaviourEvent[];
  readonly left: CleaningCount;
  readonly mended: CleaningCount;
};

/** Nobody reads a page for longer: the tab was left open. */
const LONGEST_DWELL_MS = 30 * 60_000;
/** More pieces than this in one basket are a test or a mistake. */
const MOST_PIECES = 1_000;
const CATEGORIES = 20;

/**
 * Turns rows into events of one placement. Unknown kinds, viewers and times are left out; texts are trimmed and
 * kinds spelt the platform's way; ratings are brought to a scale of five; a dwell beyond half an hour or a basket
 * beyond a thousand pieces is cut to that. A row without an id gets the digest of what it says, so that the same
 * file sent twice changes nothing.
 */
export function createCleaner(options: {
  readonly placementId: string;
  readonly ratingMax: number;
  readonly nowMs: number;
}): Cleaner {
  const seen = new Set<string>();
  const left: CleaningCount = {};
  const mended: CleaningCount = {};
  const count = (into: CleaningCount, what: string) => {
    into[what] = (into[what] ?? 0) + 1;
  };

  const event = (row: SourceRow): BehaviourEvent | string => {
    const occurredAtMs = parseTime(row.at);
    if (occurredAtMs === null) return 'no time';
    if (occurredAtMs > options.nowMs) return 'a time yet to come';
    const kind = text(row.kind)
      .toLowerCase()
      .replaceAll(/[\s_]+/g, '-');
    const viewerKey = text(row.viewer_id);
    if (!viewerKey) return 'no viewer';
    const itemId = text(row.item_id);
    const categories = categoriesOf(row.categories);
    const quantity = number(row.quantity);
    const value = number(row.value);
    if (kind === 'rating' && value === null) return 'a rating without its value';
    const parsed = behaviourEventSchema.safeParse({
      id:
        text(row.id) ||
        digest([kind, viewerKey, occurredAtMs, itemId, categories, quantity, value]),
      kind,
      placementId: options.placementId,
      viewerKey,
      occurredAtMs,
      ...(itemId && { itemId }),
      ...(categories.length > 0 && { categories }),
      ...(quantity !== null && { quantity: pieces(quantity) }),
      ...(value !== null && { value: scaled(kind, value) }),
    });
    if (parsed.success) return parsed.data;
    return `not a valid ${parsed.error.issues[0]?.path.join('.') || 'row'}`;
  };

  const pieces = (quantity: number) => {
    if (quantity <= MOST_PIECES) return quantity;
    count(mended, `more than ${MOST_PIECES} pieces`);
    return MOST_PIECES;
  };

  const scaled = (kind: string, value: number) => {
    if (kind === 'rating' && options.ratingMax !== 5) {
      count(mended, `ratings out of ${options.ratingMax}`);
      return (value * 5) / options.ratingMax;
    }
    if (kind === 'dwell' && value > LONGEST_DWELL_MS) {
      count(mended, 'dwell beyond half an hour');
      return LONGEST_DWELL_MS;
    }
    return value;
  };

  return {
    left,
    mended,
    clean: (rows) => {
      const fit: BehaviourEvent[] = [];
      for (const row of rows) {
        const made = event(row);
        if (typeof made === 'string') count(left, made);
        else if (seen.has(made.id)) count(left, 'a repeat within the source');
        else {
          seen.add(made.id);
          fit.push(made);
        }
      }
      return fit;
    },
  };
}

function text(value: unknown): string {
  return value === null || value === undefined ? '' : String(value).trim();
}

/** Null for what is missing or no number: an absent value is not a zero. */
function number(value: unknown): number | null {
  if (value === null || value === undefined || value === '') return null;
  const found = Number(value);
  return Number.isFinite(found) ? found : null;
}

/** A list, or names separated by a vertical bar; lower case, as interests are counted. */
function categoriesOf(value: unknown): string[] {
  const names = Array.isArray(value) ? value.map(text) : text(value).split('|');
  const clean = names.map((name) => name.trim().toLowerCase()).filter((name) => name !== '');
  return [...new Set(clean)].slice(0, CATEGORIES);
}

function digest(parts: readonly unknown[]): string {
  return createHash('sha256').update(JSON.stringify(parts)).digest('hex').slice(0, 32);
}
