type Cell = string | number | null;

/** What a spreadsheet would run as a formula (OWASP: CSV injection), also after leading space. */
const FORMULA = /^\s*[=+\-@\t\r＝＋－＠]/;

/**
 * RFC 4180 text. A text cell that a spreadsheet would run is prefixed with an apostrophe; numbers are ours and
 * stay numbers.
 */
export function csvText(header: readonly string[], rows: readonly (readonly Cell[])[]): string {
  return [header, ...rows].map((row) => `${row.map(csvCell).join(',')}\r\n`).join('');
}

function csvCell(value: Cell): string {
  if (value === null) return '';
  if (typeof value === 'number') return String(value);
  const safe = FORMULA.test(value) ? `'${value}` : value;
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}
