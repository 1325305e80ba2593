import Papa from 'papaparse';
import { z } from 'zod';
import { invalid } from '../errors.ts';

/** `row` counts records as a spreadsheet does: the header is row 1, empty lines do not count. */
export type RowProblem = { readonly row: number; readonly message: string };
export type CsvRows<Row> = {
  readonly total: number;
  readonly rows: readonly { readonly row: number; readonly value: Row }[];
  readonly problems: readonly RowProblem[];
};

/** A cell of a header is matched whatever its case and punctuation: "Image URL" is `image_url`. */
const columnName = (header: string) =>
  header
    .trim()
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '_')
    .replace(/^_|_$/g, '');

/**
 * Reads CSV text row by row with `schema`: every data row ends up in `rows` or in `problems`, none is lost.
 * @throws ServiceError `invalid` when the header itself cannot be used
 */
export function readCsv<S extends z.ZodType>(
  text: string,
  schema: S,
  required: readonly string[],
): CsvRows<z.output<S>> {
  const content = text.replace(/^\uFEFF/, '');
  const { data, meta, errors } = Papa.parse<Record<string, unknown>>(content, {
    header: true,
    delimiter: delimiterOf(content),
    skipEmptyLines: 'greedy',
    transformHeader: columnName,
  });
  const columns = new Set(meta.fields ?? []);
  const missing = required.filter((column) => !columns.has(column));
  if (missing.length > 0) throw invalid(`The file has no column ${missing.join(', ')}.`, 'csv');
  const broken = new Map(errors.flatMap((e) => (e.row === undefined ? [] : [[e.row, e.message]])));
  const rows: { row: number; value: z.output<S> }[] = [];
  const problems: RowProblem[] = [];
  for (const [index, cells] of data.entries()) {
    const row = index + 2;
    const structural = broken.get(index) ?? unstorable(cells);
    const parsed = schema.safeParse(cells);
    if (structural) {
      problems.push({ row, message: structural });
    } else if (parsed.success) {
      rows.push({ row, value: parsed.data });
    } else {
      const reasons = parsed.error.issues.map((i) => `${i.path.join('.')}: ${i.message}`);
      problems.push({ row, message: reasons.join('; ') });
    }
  }
  return { total: data.length, rows, problems };
}

/** By the header alone: what stands in the rows must not decide how they are read. */
function delimiterOf(content: string): string {
  const header = content.trimStart().split(/[\r\n]/, 1)[0] ?? '';
  const count = (delimiter: string) => header.split(delimiter).length;
  return [',', ';', '\t'].reduce((best, next) => (count(next) > count(best) ? next : best));
}

/** Postgres keeps every character but one. */
function unstorable(cells: Record<string, unknown>): string | undefined {
  const bad = Object.values(cells).some((cell) => String(cell).includes('\0'));
  return bad ? 'holds a NUL character' : undefined;
}

/** An empty cell is an absent value. */
export const optionalCell = <S extends z.ZodType>(schema: S) =>
  z.preprocess(
    (value) => (typeof value === 'string' && value.trim() === '' ? undefined : value),
    schema.optional(),
  );
