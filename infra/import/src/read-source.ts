import { DuckDBInstance } from '@duckdb/node-api';

/** One row as the source has it, by lower-case column name. */
export type SourceRow = Readonly<Record<string, unknown>>;

const REQUIRED = ['kind', 'viewer_id', 'at'];
const OPTIONAL = ['id', 'item_id', 'categories', 'quantity', 'value'];

/** The source has no such columns, or cannot be read at all. */
export class SourceError extends Error {
  override readonly name = 'SourceError';
}

/**
 * The rows of a CSV or Parquet file, or of a query, in the order of their times: a viewer's steps must arrive
 * as they were made. Sorting and typing is DuckDB's, which spills to disk beyond its memory limit.
 * @throws SourceError naming what is missing.
 */
export async function* readSource(from: string): AsyncGenerator<SourceRow[]> {
  const instance = await DuckDBInstance.create(':memory:', {
    memory_limit: '1GB',
    threads: '2',
  });
  const connection = await instance.connect();
  try {
    const source = relation(from);
    const described = await connection
      .runAndReadAll(`describe select * from ${source}`)
      .catch((cause: unknown) => {
        throw new SourceError(cause instanceof Error ? cause.message : String(cause), { cause });
      });
    const columns = new Map(
      described
        .getRowObjectsJS()
        .map((row) => [
          String(row.column_name).toLowerCase(),
          { name: String(row.column_name), type: String(row.column_type) },
        ]),
    );
    const missing = REQUIRED.filter((name) => !columns.has(name));
    if (missing.length > 0) {
      throw new SourceError(
        `the source has no column ${missing.join(', ')}; it has ${[...columns.keys()].join(', ')}`,
      );
    }
    const wanted = [...REQUIRED, ...OPTIONAL].filter((name) => columns.has(name));
    const select = wanted.map((name) => `${quoted(columns.get(name)!.name)} as ${name}`);
    const result = await connection.stream(
      `select ${select.join(', ')} from ${source} order by ${orderKey(columns.get('at')!)}`,
    );
    for await (const rows of result.yieldRowObjectJs()) yield rows;
  } finally {
    connection.closeSync();
    instance.closeSync();
  }
}

function relation(from: string): string {
  if (/\.parquet$/i.test(from)) return `read_parquet(${literal(from)})`;
  if (/\.(csv|tsv)(\.gz)?$/i.test(from)) return `read_csv(${literal(from)}, sample_size = -1)`;
  return `(${from.replace(/;\s*$/, '')})`;
}

/** Numbers stay numbers and text that is a time sorts as one; a row without a time comes last. */
function orderKey({ name, type }: { readonly name: string; readonly type: string }): string {
  const column = quoted(name);
  const isText = /VARCHAR/i.test(type);
  return `${isText ? `try_cast(${column} as timestamp)` : column} nulls last`;
}

const quoted = (name: string) => `"${name.replaceAll('"', '""')}"`;
const literal = (text: string) => `'${text.replaceAll("'", "''")}'`;
