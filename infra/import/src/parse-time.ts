/** Seconds since 1970 reach this in the year 5138; milliseconds passed it in March 1973. */
const LEAST_MILLISECONDS = 100_000_000_000;

/**
 * Milliseconds since 1970 of a date, of seconds or milliseconds, or of ISO 8601 (UTC where no zone is named);
 * null for anything else.
 */
export function parseTime(value: unknown): number | null {
  if (value instanceof Date) return finite(value.getTime());
  if (typeof value === 'bigint') return parseTime(Number(value));
  if (typeof value === 'number') {
    return finite(value < LEAST_MILLISECONDS ? value * 1000 : value);
  }
  if (typeof value !== 'string' || value.trim() === '') return null;
  const trimmed = value.trim();
  if (/^\d+(\.\d+)?$/.test(trimmed)) return parseTime(Number(trimmed));
  const iso = trimmed.replace(' ', 'T');
  const hasZone = /(Z|[+-]\d{2}:?\d{2})$/i.test(iso);
  return finite(Date.parse(hasZone || !iso.includes('T') ? iso : `${iso}Z`));
}

function finite(ms: number): number | null {
  return Number.isFinite(ms) && ms >= 0 ? Math.round(ms) : null;
}
