'use client';

import { Card, classNames, type DayRange, formatDay } from '@placard/ui';
import { TimeSeriesChart } from '@placard/ui/charts';
import { useState } from 'react';

export type Metric<Point> = {
  id: string;
  label: string;
  value: (point: Point) => number | null;
  format: (value: number) => string;
  axisFormat: (value: number) => string;
};

/** One chart, many measures: the person chooses which. */
export function MetricChart<Point>({
  range,
  timeZone,
  points,
  x,
  metrics,
  emptyText,
}: {
  range: DayRange;
  timeZone: string;
  points: readonly Point[];
  x: (point: Point) => string;
  metrics: readonly [Metric<Point>, ...Metric<Point>[]];
  emptyText?: string;
}) {
  const [chosen, setChosen] = useState(metrics[0].id);
  const metric = metrics.find((each) => each.id === chosen) ?? metrics[0];
  const isFlat = points.every((point) => !metric.value(point));
  return (
    <Card>
      <fieldset className="mb-3 flex flex-wrap gap-1">
        <legend className="sr-only">Measure</legend>
        {metrics.map((each) => (
          <button
            key={each.id}
            type="button"
            aria-pressed={each.id === metric.id}
            onClick={() => setChosen(each.id)}
            className={classNames(
              'h-7 rounded-full px-3 text-xs font-medium transition-colors',
              each.id === metric.id
                ? 'bg-accent-soft text-accent-text'
                : 'text-muted hover:bg-hover hover:text-text',
            )}
          >
            {each.label}
          </button>
        ))}
      </fieldset>
      <TimeSeriesChart
        title={metric.label}
        description={`${formatDay(range.from)} – ${formatDay(range.to, { year: true })}, ${timeZone}`}
        points={isFlat ? [] : points}
        x={x}
        series={[{ key: metric.id, label: metric.label, value: metric.value }]}
        format={metric.format}
        axisFormat={metric.axisFormat}
        emptyText={emptyText ?? 'There was nothing of it in these days.'}
      />
    </Card>
  );
}
