import { render, screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { expect, test } from 'vitest';
import { expectAccessible } from '../../test/accessible.ts';
import { CalibrationPlot } from './calibration-plot.tsx';
import { TimeSeriesChart } from './time-series-chart.tsx';

test('a chart gives the same figures as a table', async () => {
  const { container } = render(
    <CalibrationPlot bins={[{ predicted: 0.021, observed: 0.02, count: 12_400 }]} />,
  );
  await userEvent.click(screen.getByRole('button', { name: 'Show as a table' }));
  const cells = screen.getAllByRole('cell').map((cell) => cell.textContent);
  expect(cells).toEqual(['2.10%', '2.00%', '12,400']);
  await expectAccessible(container);
});

test('a missing measure is a dash in the table, not a zero', async () => {
  render(
    <TimeSeriesChart
      title="Clicks"
      points={[{ day: '1 Nov', clicks: null }]}
      x={(point) => point.day}
      series={[{ key: 'clicks', label: 'Clicks', value: (point) => point.clicks }]}
    />,
  );
  await userEvent.click(screen.getByRole('button', { name: 'Show as a table' }));
  expect(screen.getAllByRole('cell').map((cell) => cell.textContent)).toEqual(['1 Nov', '–']);
});

test('a chart without figures says so', () => {
  render(<CalibrationPlot bins={[]} />);
  expect(screen.getByText('Nothing to show yet')).toBeDefined();
});
