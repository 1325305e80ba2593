import type { EvaluationMetrics } from '@placard/contracts';
import { Badge, Cell, classNames, HeaderCell, Table } from '@placard/ui';
import { type MetricColumn, metricText } from './metric-columns.ts';
import { kindName } from './names/kind-names.ts';

/** The model beside each baseline on the same rows; the best of each column is marked. */
export function MetricsTable({
  label,
  columns,
  caption,
  model,
  modelName,
  baselines,
}: {
  label: string;
  columns: readonly MetricColumn[];
  caption: string;
  model: EvaluationMetrics;
  modelName: string;
  baselines: Readonly<Record<string, EvaluationMetrics>>;
}) {
  const rows = [
    { name: modelName, metrics: model, isModel: true },
    ...Object.entries(baselines).map(([name, metrics]) => ({ name, metrics, isModel: false })),
  ];
  const best = columns.map((column) =>
    Math.min(...rows.map((row) => badness(column, column.value(row.metrics)))),
  );
  return (
    <Table label={label}>
      <thead>
        <tr>
          <HeaderCell>Model</HeaderCell>
          {columns.map((column) => (
            <HeaderCell key={column.label} align="end" title={column.hint}>
              {column.label}
            </HeaderCell>
          ))}
        </tr>
      </thead>
      <tbody>
        {rows.map((row) => (
          <tr key={row.name}>
            <Cell className={row.isModel ? 'font-semibold' : ''}>
              <span className="flex items-center gap-2">
                {kindName(row.name)}
                {row.isModel && <Badge tone="accent">this model</Badge>}
              </span>
            </Cell>
            {columns.map((column, index) => {
              const value = column.value(row.metrics);
              const isBest = value !== null && badness(column, value) === best[index];
              return (
                <Cell
                  key={column.label}
                  align="end"
                  className={classNames(isBest && 'font-semibold text-positive-text')}
                >
                  {metricText(column, row.metrics, '–')}
                  {isBest && <span className="sr-only"> (best)</span>}
                </Cell>
              );
            })}
          </tr>
        ))}
      </tbody>
      <caption className="caption-bottom px-4 py-2.5 text-left text-xs text-muted">
        {caption}
      </caption>
    </Table>
  );
}

function badness(column: MetricColumn, value: number | null): number {
  if (value === null) return Number.POSITIVE_INFINITY;
  if (column.better === 'less') return value;
  return column.better === 'more' ? -value : Math.abs(Math.log(value));
}
