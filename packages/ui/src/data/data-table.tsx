'use client';

import {
  type ColumnDef,
  flexRender,
  getCoreRowModel,
  getFilteredRowModel,
  getPaginationRowModel,
  getSortedRowModel,
  type SortingState,
  useReactTable,
} from '@tanstack/react-table';
import { ArrowDown, ArrowUp, ChevronsUpDown, Download, Search } from 'lucide-react';
import { type ReactNode, useMemo, useState } from 'react';
import { classNames } from '../class-names.ts';
import { EmptyState } from '../feedback/states.tsx';
import { Button } from '../form/button.tsx';
import { Input } from '../form/input.tsx';
import { type CsvCell, downloadCsv, toCsv } from '../format/csv.ts';
import { Pagination } from './pagination.tsx';
import { Cell, HeaderCell, Table } from './table.tsx';

/** One column: `value` is what sorts, searches and exports; `cell` is what is seen. */
export type DataColumn<Row> = {
  id: string;
  header: string;
  value?: ((row: Row) => CsvCell) | undefined;
  cell?: ((row: Row) => ReactNode) | undefined;
  /** Figures and money are `end`. */
  align?: 'start' | 'end' | undefined;
  /** The column leaves on screens narrower than this. */
  hideBelow?: 'sm' | 'md' | 'lg' | undefined;
  /** The column's name in a CSV file, with its unit. */
  csvHeader?: string | undefined;
  /** The value in a CSV file where it differs (micros as a decimal, say). */
  csv?: ((row: Row) => CsvCell) | undefined;
};

type DataTableProps<Row> = {
  label: string;
  columns: readonly DataColumn<Row>[];
  rows: readonly Row[];
  rowId: (row: Row) => string;
  initialSort?: SortingState | undefined;
  pageSize?: number | undefined;
  /** Shows a search box over all columns. */
  searchPlaceholder?: string | undefined;
  /** Shows a download button; the file holds all rows that the search keeps. */
  csvFileName?: string | undefined;
  toolbar?: ReactNode;
  empty?: ReactNode;
  noun?: string | undefined;
};

const HIDE = { sm: 'max-sm:hidden', md: 'max-md:hidden', lg: 'max-lg:hidden' };

export function DataTable<Row>({
  label,
  columns,
  rows,
  rowId,
  initialSort = [],
  pageSize = 25,
  searchPlaceholder,
  csvFileName,
  toolbar,
  empty,
  noun,
}: DataTableProps<Row>) {
  const [sorting, setSorting] = useState(initialSort);
  const [search, setSearch] = useState('');
  const [page, setPage] = useState(0);
  const byId = useMemo(() => new Map(columns.map((each) => [each.id, each])), [columns]);
  const definitions = useMemo(() => columns.map(toDefinition), [columns]);
  const table = useReactTable({
    data: rows as Row[],
    columns: definitions,
    getRowId: rowId,
    state: { sorting, globalFilter: search, pagination: { pageIndex: page, pageSize } },
    onSortingChange: setSorting,
    globalFilterFn: 'includesString',
    autoResetPageIndex: false,
    getCoreRowModel: getCoreRowModel(),
    getSortedRowModel: getSortedRowModel(),
    getFilteredRowModel: getFilteredRowModel(),
    getPaginationRowModel: getPaginationRowModel(),
  });
  const total = table.getFilteredRowModel().rows.length;
  const hasToolbar = searchPlaceholder || csvFileName || toolbar;

  function exportCsv(fileName: string): void {
    const out = columns.filter((column) => column.value ?? column.csv);
    const body = table
      .getSortedRowModel()
      .rows.map((row) => out.map((each) => (each.csv ?? each.value)?.(row.original)));
    downloadCsv(
      fileName,
      toCsv(
        out.map((each) => each.csvHeader ?? each.header),
        body,
      ),
    );
  }

  const isEmpty = rows.length === 0 && empty !== undefined;
  if (isEmpty && !toolbar) return <>{empty}</>;
  return (
    <div className="flex flex-col">
      {hasToolbar && (
        <div className="flex flex-wrap items-center gap-2 px-4 pb-3 not-first:pt-3 first:pt-3">
          {searchPlaceholder && !isEmpty && (
            <Input
              type="search"
              aria-label={searchPlaceholder}
              placeholder={searchPlaceholder}
              prefix={<Search aria-hidden="true" className="size-4" />}
              className="h-8.5 max-w-64 min-w-40 flex-1 text-sm"
              value={search}
              onChange={(event) => {
                setSearch(event.target.value);
                setPage(0);
              }}
            />
          )}
          {toolbar}
          {csvFileName && !isEmpty && (
            <Button
              className="ml-auto"
              onClick={() => exportCsv(csvFileName)}
              disabled={total === 0}
            >
              <Download aria-hidden="true" />
              CSV
            </Button>
          )}
        </div>
      )}
      {isEmpty && empty}
      <Table label={label} className={isEmpty ? 'hidden' : ''}>
        <thead>
          {table.getHeaderGroups().map((group) => (
            <tr key={group.id}>
              {group.headers.map((header) => (
                <HeaderCell
                  key={header.id}
                  align={byId.get(header.column.id)?.align}
                  aria-sort={ariaSort(header.column.getIsSorted())}
                  className={hideClass(byId.get(header.column.id)?.hideBelow)}
                >
                  {header.column.getCanSort() ? (
                    <button
                      type="button"
                      onClick={header.column.getToggleSortingHandler()}
                      className={classNames(
                        'group inline-flex items-center gap-1 rounded-sm align-middle hover:text-text',
                        byId.get(header.column.id)?.align === 'end' && 'flex-row-reverse',
                      )}
                    >
                      {flexRender(header.column.columnDef.header, header.getContext())}
                      <SortIcon direction={header.column.getIsSorted()} />
                    </button>
                  ) : (
                    flexRender(header.column.columnDef.header, header.getContext())
                  )}
                </HeaderCell>
              ))}
            </tr>
          ))}
        </thead>
        <tbody>
          {table.getRowModel().rows.map((row) => (
            <tr key={row.id} className="hover:bg-hover">
              {row.getVisibleCells().map((cell) => (
                <Cell
                  key={cell.id}
                  align={byId.get(cell.column.id)?.align}
                  className={hideClass(byId.get(cell.column.id)?.hideBelow)}
                >
                  {flexRender(cell.column.columnDef.cell, cell.getContext())}
                </Cell>
              ))}
            </tr>
          ))}
        </tbody>
      </Table>
      {total === 0 && !isEmpty && (
        <EmptyState title="Nothing matches" description="Change the search to see more rows." />
      )}
      {total > pageSize && (
        <div className="border-t border-border px-4 py-2.5">
          <Pagination page={page} pageSize={pageSize} total={total} onPage={setPage} noun={noun} />
        </div>
      )}
    </div>
  );
}

function toDefinition<Row>(column: DataColumn<Row>): ColumnDef<Row, CsvCell> {
  const { id, header, value, cell } = column;
  const show = ({ row }: { row: { original: Row } }) =>
    cell ? cell(row.original) : (value?.(row.original) ?? '–');
  if (!value) return { id, header: () => <HiddenHeader text={header} />, cell: show };
  return { id, header, accessorFn: value, cell: show, sortDescFirst: column.align === 'end' };
}

/** A column of buttons still has a name for screen readers. */
function HiddenHeader({ text }: { text: string }) {
  return <span className="sr-only">{text}</span>;
}

function hideClass(below: keyof typeof HIDE | undefined): string {
  return below ? HIDE[below] : '';
}

function ariaSort(direction: false | 'asc' | 'desc') {
  if (direction === 'asc') return 'ascending' as const;
  if (direction === 'desc') return 'descending' as const;
  return undefined;
}

function SortIcon({ direction }: { direction: false | 'asc' | 'desc' }) {
  const Icon = direction === 'asc' ? ArrowUp : direction === 'desc' ? ArrowDown : ChevronsUpDown;
  return (
    <Icon
      aria-hidden="true"
      className={classNames(
        'size-3.5',
        direction ? 'text-text' : 'text-subtle opacity-0 group-hover:opacity-100',
      )}
    />
  );
}
