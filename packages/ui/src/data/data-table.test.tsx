import { render, screen, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { expect, test } from 'vitest';
import { expectAccessible } from '../../test/accessible.ts';
import { type DataColumn, DataTable } from './data-table.tsx';

type Row = { id: string; name: string; spendMicros: number };
const ROWS: Row[] = Array.from({ length: 30 }, (_, index) => ({
  id: `cmp_${index}`,
  name: `Campaign ${index}`,
  spendMicros: ((index * 7) % 30) * 1_000_000,
}));
const COLUMNS: DataColumn<Row>[] = [
  { id: 'name', header: 'Name', value: (row) => row.name },
  { id: 'spend', header: 'Spend', align: 'end', value: (row) => row.spendMicros },
  { id: 'actions', header: 'Actions', cell: () => <button type="button">Pause</button> },
];

function names(): (string | null | undefined)[] {
  return screen
    .getAllByRole('row')
    .slice(1)
    .map((row) => within(row).getAllByRole('cell')[0]?.textContent);
}

test('sorting orders figures as figures and says so to screen readers', async () => {
  render(
    <DataTable
      label="Campaigns"
      columns={COLUMNS}
      rows={ROWS}
      rowId={(row) => row.id}
      pageSize={5}
    />,
  );
  await userEvent.click(screen.getByRole('button', { name: 'Spend' }));
  const head = screen.getByRole('columnheader', { name: 'Spend' });
  expect(head.getAttribute('aria-sort')).toBe('descending');
  expect(names()[0]).toBe(ROWS.find((row) => row.spendMicros === 29_000_000)?.name);
});

test('search and pages work together: a search starts at the first page', async () => {
  const { container } = render(
    <DataTable
      label="Campaigns"
      columns={COLUMNS}
      rows={ROWS}
      rowId={(row) => row.id}
      pageSize={5}
      searchPlaceholder="Search campaigns"
    />,
  );
  await userEvent.click(screen.getByRole('button', { name: 'Next page' }));
  expect(screen.getByText('6–10 of 30 rows')).toBeDefined();
  await userEvent.type(screen.getByRole('searchbox'), 'Campaign 2');
  expect(screen.getByText('1–5 of 11 rows')).toBeDefined();
  await expectAccessible(container);
});

test('no rows show the empty state instead of a bare header', () => {
  render(
    <DataTable
      label="Campaigns"
      columns={COLUMNS}
      rows={[]}
      rowId={(row) => row.id}
      empty={<p>No campaigns yet</p>}
    />,
  );
  expect(screen.getByText('No campaigns yet')).toBeDefined();
  expect(screen.queryByRole('table')).toBeNull();
});
