import { Cell, formatCount, formatPercent, HeaderCell, Table } from '@placard/ui';
import type { ApiOutputs } from '../trpc/outputs.ts';

type Report = NonNullable<ApiOutputs['experiment']['list'][number]['shadow']>;

/** What a version in shadow would have said, beside what served. */
export function ShadowReport({ report }: { report: Report }) {
  const digits = (value: number | null, count: number) => value?.toFixed(count) ?? '–';
  const rows = [
    {
      label: 'Mean pCTR of what was shown',
      own: digits(report.meanPCtr, 4),
      served: digits(report.meanServedPCtr, 4),
    },
    {
      label: 'Predicted over observed clicks',
      own: digits(report.calibrationRatio, 3),
      served: digits(report.servedCalibrationRatio, 3),
    },
    {
      label: 'Log loss',
      own: digits(report.logLoss, 5),
      served: digits(report.servedLogLoss, 5),
    },
  ];
  return (
    <>
      <p className="text-sm text-muted">
        {formatCount(report.decisions)} decisions scored, {formatCount(report.clicks)} clicks on{' '}
        {formatCount(report.impressions)} impressions.{' '}
        {report.agreement !== null && `The same first ad in ${formatPercent(report.agreement)}.`}
        {report.latencyP95Us !== null &&
          ` 95 % of scorings took at most ${(report.latencyP95Us / 1000).toFixed(1)} ms.`}
      </p>
      <Table label="Shadow against what served">
        <thead>
          <tr>
            <HeaderCell>Measure</HeaderCell>
            <HeaderCell align="end">Shadow</HeaderCell>
            <HeaderCell align="end">Served</HeaderCell>
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr key={row.label}>
              <Cell>{row.label}</Cell>
              <Cell align="end">{row.own}</Cell>
              <Cell align="end">{row.served}</Cell>
            </tr>
          ))}
        </tbody>
      </Table>
    </>
  );
}
