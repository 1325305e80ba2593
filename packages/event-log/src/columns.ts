import type pg from 'pg';

/** How a column travels: `ms` as a number of milliseconds, `json` and `texts` as their literals. */
type Carrier =
  | 'text'
  | 'texts'
  | 'int'
  | 'bigint'
  | 'float8'
  | 'boolean'
  | 'ms'
  | 'json'
  | 'pricing_model';

/** Name, carrier and value of one column. */
export type Column<T> = readonly [
  name: string,
  carrier: Carrier,
  value: (record: T) => string | number | boolean | null,
];

const ARRAY_TYPE: Record<Carrier, string> = {
  text: 'text[]',
  int: 'int[]',
  bigint: 'bigint[]',
  float8: 'float8[]',
  boolean: 'boolean[]',
  ms: 'float8[]',
  json: 'text[]',
  texts: 'text[]',
  pricing_model: 'text[]',
};

function expression(name: string, carrier: Carrier): string {
  switch (carrier) {
    case 'ms':
      return `to_timestamp(${name} / 1000.0)`;
    case 'json':
      return `${name}::jsonb`;
    case 'texts':
      return `${name}::text[]`;
    case 'pricing_model':
      return `${name}::pricing_model`;
    default:
      return name;
  }
}

/**
 * Builds the statement that inserts a batch in one round trip: an array for each column, unnested. The
 * sequence number is drawn before the rows are ordered, so that it keeps the order of arrival.
 */
export function insertFrom<T>(
  table: 'events' | 'decisions',
  columns: readonly Column<T>[],
  { orderBy, onConflict }: { orderBy: string; onConflict: string },
): (records: readonly T[]) => pg.QueryConfig {
  const names = columns.map(([name]) => name);
  const arrays = columns.map(([, carrier], i) => `$${i + 1}::${ARRAY_TYPE[carrier]}`);
  const values = columns.map(([name, carrier]) => expression(`batch.${name}`, carrier));
  const text = `
    insert into ${table} (seq, ${names.join(', ')})
    select seq, ${values.join(', ')}
    from (
      select nextval('${table}_seq_seq') as seq, arrived.*
      from unnest(${arrays.join(', ')}) with ordinality as arrived(${names.join(', ')}, place)
      order by place
      offset 0
    ) batch
    order by batch.${orderBy}, seq
    ${onConflict}`;
  return (records) => ({
    name: `insert ${table}`,
    text,
    values: columns.map(([, , value]) => records.map(value)),
  });
}

/** Postgres cannot store U+0000 in text; nothing we keep has a use for it. */
export function plainText<S extends string | null>(text: S): S | string {
  return text?.includes('\0') ? text.replaceAll('\0', '') : text;
}

/** The Postgres literal of a text array: an array of arrays would have to be rectangular. */
export function textsLiteral(texts: readonly string[]): string {
  return `{${texts.map((text) => `"${plainText(text).replace(/["\\]/g, '\\$&')}"`).join(',')}}`;
}

/** JSON that jsonb accepts. */
export function jsonText(value: unknown): string {
  const text = JSON.stringify(value);
  if (!text.includes('\\u0000')) return text;
  return JSON.stringify(value, (_key, part) => (typeof part === 'string' ? plainText(part) : part));
}
