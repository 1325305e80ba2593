import type { EvaluationMetrics } from '@placard/contracts';
import { Badge, Cell, classNames, formatCount, HeaderCell, Table } from '@placard/ui';
import { kindName } from './names/kind-names.ts';

type Column = {
  label: string;
  hint: string;
  value: (metrics: EvaluationMetrics) => number | null;
  better: 'less' | 'more' | 'near-one';
  digits: number;
};

const COLUMNS: readonly Column[] = [
  { label: 'Log loss', hint: 'less is better', value: (m) => m.logLoss, better: 'less', digits: 5 },
  {
    label: 'NE',
    hint: 'normalised entropy, less is better',
    value: (m) => m.normalisedEntropy,
    better: 'less',
    digits: 4,
  },
  { label: 'AUC', hint: 'more is better', value: (m) => m.auc, better: 'more', digits: 4 },
  {
    label: 'GAUC',
    hint: 'AUC within viewers, more is better',
    value: (m) => m.gauc,
    better: 'more',
    digits: 4,
  },
  {
    label: 'ECE',
    hint: 'expected calibration error, less is better',
    value: (m) => m.ece,
    better: 'less',
    digits: 4,
  },
  {
    label: 'Calibration',
    hint: 'predicted over observed, 1 is honest',
    value: (m) => m.calibrationRatio,
    better: 'near-one',
    digits: 3,
  },
];

/** The model beside each baseline on the same rows; the best of each column is marked. */
export function MetricsTable({
  model,
  modelName,
  baselines,
}: {
  model: EvaluationMetrics;
  modelName: string;
  baselines: Readonly<Record<string, EvaluationMetrics>>;
}) {
  const rows = [
    { name: modelName, metrics: model, isModel: true },
    ...Object.entries(baselines).map(([name, metrics]) => ({ name, metrics, isModel: false })),
  ];
  const best = COLUMNS.map((column) =>
    Math.min(...rows.map((row) => badness(column, column.value(row.metrics)))),
  );
  return (
    <Table label="Metrics against the baselines">
      <thead>
        <tr>
          <HeaderCell>Model</HeaderCell>
          {COLUMNS.map((column) => (
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
            {COLUMNS.map((column, index) => {
              const value = column.value(row.metrics);
              const isBest = value !== null && badness(column, value) === best[index];
              return (
                <Cell
                  key={column.label}
                  align="end"
                  className={classNames(isBest && 'font-semibold text-positive-text')}
                >
                  {value === null ? '–' : value.toFixed(column.digits)}
                  {isBest && <span className="sr-only"> (best)</span>}
                </Cell>
              );
            })}
          </tr>
        ))}
      </tbody>
      <caption className="caption-bottom px-4 py-2.5 text-left text-xs text-muted">
        {formatCount(model.rows)} rows with {formatCount(model.clicks)} clicks, later in time than
        anything trained on.
      </caption>
    </Table>
  );
}

function badness(column: Column, value: number | null): number {
  if (value === null) return Number.POSITIVE_INFINITY;
  if (column.better === 'less') return value;
  return column.better === 'more' ? -value : Math.abs(Math.log(value));
}
