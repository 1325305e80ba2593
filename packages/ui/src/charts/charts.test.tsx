import { render, screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { expect, test } from 'vitest';
import { expectAccessible } from '../../test/accessible.ts';
import { BestSoFar } from './best-so-far.tsx';
import { CalibrationPlot } from './calibration-plot.tsx';
import { HeatMap } from './heat-map.tsx';
import { OverlaidCurves } from './overlaid-curves.tsx';
import { ParallelCoordinates } from './parallel-coordinates.tsx';
import { TimeSeriesChart } from './time-series-chart.tsx';
import { ValueMap } from './value-map.tsx';

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

test('a map of values names the point that the arrow keys reach, and is accessible', async () => {
  const points = [
    { value: 'music', x: 0, y: 0 },
    { value: 'cycling', x: 1, y: 0.5 },
  ];
  const { container } = render(<ValueMap title="Interests" points={points} />);
  await userEvent.tab();
  await userEvent.tab();
  expect(document.activeElement?.getAttribute('aria-label')).toBe('music');
  await userEvent.keyboard('{ArrowRight}');
  expect(document.activeElement?.getAttribute('aria-label')).toBe('cycling');
  expect(screen.getByText('cycling')).toBeDefined();
  await expectAccessible(container);
});

test('curves over one pair of axes stay apart in the table', async () => {
  render(
    <OverlaidCurves
      title="ROC"
      curves={[
        { label: 'a', points: [{ x: 0.5, y: 0.75 }] },
        { label: 'b', points: [{ x: 0.5, y: 0.6 }] },
      ]}
      xLabel="False"
      yLabel="True"
    />,
  );
  await userEvent.click(screen.getByRole('button', { name: 'Show as a table' }));
  const cells = screen.getAllByRole('cell').map((cell) => cell.textContent);
  expect(cells).toEqual(['a', '0.5', '0.7500', 'b', '0.5', '0.6000']);
});

test('a heat map says the cell that the arrow keys reach, gives its figures as a table, and is accessible', async () => {
  const { container } = render(
    <HeatMap
      title="Attention"
      rowLabel="Ad"
      columnLabel="Item"
      rows={['This ad']}
      columns={['boots', 'lamp']}
      values={[[0.25, 0.75]]}
    />,
  );
  await userEvent.tab();
  await userEvent.tab();
  expect(screen.getByRole('button', { name: 'This ad, boots: 0.250' })).toBe(
    document.activeElement,
  );
  await userEvent.keyboard('{ArrowRight}');
  expect(screen.getByRole('button', { name: 'This ad, lamp: 0.750' })).toBe(document.activeElement);
  expect(screen.getByText('0.750')).toBeDefined();
  await expectAccessible(container);
  await userEvent.click(screen.getByRole('button', { name: 'Show as a table' }));
  expect(screen.getAllByRole('cell').map((cell) => cell.textContent)).toEqual([
    ...['This ad', 'boots', '0.250'],
    ...['This ad', 'lamp', '0.750'],
  ]);
  expect(screen.getByRole('button', { name: 'Download as CSV' })).toBeDefined();
});

test('only what ran to its end counts for the best so far', async () => {
  const attempts = [
    { number: 1, loss: 0.1, isWhole: false, state: 'Ended early' },
    { number: 2, loss: 0.3, isWhole: true, state: 'Trained to its end' },
    { number: 3, loss: 0.4, isWhole: true, state: 'Trained to its end' },
  ];
  const { container } = render(<BestSoFar title="Trials" attempts={attempts} />);
  await userEvent.click(screen.getByRole('button', { name: 'Show as a table' }));
  const cells = screen.getAllByRole('cell').map((cell) => cell.textContent);
  expect(cells.filter((_, index) => index % 4 === 3)).toEqual(['–', '0.30000', '0.30000']);
  await expectAccessible(container);
});

test('parallel coordinates give every line’s settings and outcome as a table, and are accessible', async () => {
  const { container } = render(
    <ParallelCoordinates
      title="Tried"
      axes={[
        { kind: 'number', name: 'Rate', low: 0.001, high: 0.1, log: true },
        { kind: 'choice', name: 'Layers', values: ['32', '64 × 32'] },
      ]}
      outcome={{ name: 'Loss', format: (loss) => loss.toFixed(3) }}
      lines={[
        { label: '1', values: [0.01, '32'], outcome: 0.25, look: 'best' },
        { label: '2', values: [0.1, '64 × 32'], outcome: 0.3, look: 'early' },
      ]}
    />,
  );
  // Half way in the logarithm is half way up; the least loss lies at the foot of the last axis.
  expect(container.querySelectorAll('polyline')[1]?.getAttribute('points')).toMatch(
    /^16\.6\d*,50 50,100 83\.3\d*,100$/,
  );
  await expectAccessible(container);
  await userEvent.click(screen.getByRole('button', { name: 'Show as a table' }));
  const cells = screen.getAllByRole('cell').map((cell) => cell.textContent);
  expect(cells).toEqual(['1', '0.01', '32', '0.250', '2', '0.1', '64 × 32', '0.300']);
});
