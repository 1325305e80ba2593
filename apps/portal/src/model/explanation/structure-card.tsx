'use client';

import type { ModelCard } from '@placard/contracts';
import {
  Card,
  Cell,
  type DataColumn,
  DataTable,
  EmptyState,
  Facts,
  formatCount,
  HeaderCell,
  Table,
} from '@placard/ui';

import { featureName } from '../names/feature-names.ts';

type Structure = NonNullable<ModelCard['structure']>;
type EmbeddingTable = Structure['tables'][number];

const TABLE_COLUMNS: readonly DataColumn<EmbeddingTable>[] = [
  { id: 'feature', header: 'Feature', value: (table) => featureName(table.feature) },
  {
    id: 'shape',
    header: 'Rows × width',
    align: 'end',
    value: (table) => table.rows,
    cell: (table) => `${formatCount(table.rows)} × ${table.dim}`,
  },
  {
    id: 'count',
    header: 'Parameters',
    align: 'end',
    value: (table) => table.count,
    cell: (table) => formatCount(table.count),
  },
];

/** The model's layers in the order of use, its operators and its embedding tables. */
export function StructureCard({ card }: { card: ModelCard }) {
  const { structure } = card;
  if (!structure) {
    return (
      <Card title="What it is made of">
        <EmptyState
          title="Not recorded"
          description="This version was trained before a card told its layers."
        />
      </Card>
    );
  }
  return (
    <div className="grid items-start gap-6 xl:grid-cols-2">
      <div className="flex min-w-0 flex-col gap-6">
        <Card title="Layers" description="Dense parameters, in the order of use." flush>
          <Layers parameters={structure.parameters} />
        </Card>
        <Card title="Operators" description="Nodes of the graph.">
          <Facts
            columns={2}
            items={structure.operators.map(({ operator, count }) => ({
              label: operator,
              value: formatCount(count),
            }))}
          />
        </Card>
      </div>
      <Card title="Embedding tables" description="One row a value, by feature." flush>
        <DataTable
          label="Embedding tables"
          columns={TABLE_COLUMNS}
          rows={structure.tables}
          rowId={(table) => table.feature}
          pageSize={10}
          noun="tables"
          initialSort={[{ id: 'count', desc: true }]}
          empty={<EmptyState title="No embedding tables" />}
        />
      </Card>
    </div>
  );
}

function Layers({ parameters }: Pick<Structure, 'parameters'>) {
  const total = parameters.reduce((sum, { count }) => sum + count, 0);
  return (
    <Table label="Layers">
      <thead>
        <tr>
          <HeaderCell>Parameter</HeaderCell>
          <HeaderCell align="end">Shape</HeaderCell>
          <HeaderCell align="end">Count</HeaderCell>
        </tr>
      </thead>
      <tbody>
        {parameters.map(({ name, shape, count }) => (
          <tr key={name}>
            <Cell className="font-mono text-xs wrap-anywhere">{name}</Cell>
            <Cell align="end">{shape.length > 0 ? shape.join(' × ') : 'scalar'}</Cell>
            <Cell align="end">{formatCount(count)}</Cell>
          </tr>
        ))}
      </tbody>
      <tfoot>
        <tr>
          <Cell className="font-semibold">All</Cell>
          <Cell align="end">{parameters.length} tensors</Cell>
          <Cell align="end" className="font-semibold">
            {formatCount(total)}
          </Cell>
        </tr>
      </tfoot>
    </Table>
  );
}
